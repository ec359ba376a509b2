// A cluster read note by note, large: by button, key or a swipe; it ends where one was.

import './reading.css';
import { ArrowLeft, ArrowRight, X } from 'lucide-solid';
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
} from 'solid-js';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import type { ElementId } from '../../protocol/session';
import type { Note } from '../document/note';
import { byReading } from '../document/reading_order';
import type { Around, Ground } from '../parts';
import { titleFor } from '../titles';
import { stepFor, swiped, withoutGone } from './steps';

export type ReadingBoard = Ground &
  Around<'nameOf'> & {
    readonly page: {
      /** What can be said to a note, or to the cluster that it is read in, while it is read. */
      forReading?(note: ElementId, cluster: ElementId): JSX.Element;
    };
  };

export default function Reading(props: { board: ReadingBoard; cluster: string; onClose(): void }) {
  const { board } = props;
  const [heading, words, where] = [createUniqueId(), createUniqueId(), createUniqueId()];
  const [changes, setChanges] = createSignal(0);
  onCleanup(board.notes.listen(() => setChanges(changes() + 1)));
  onCleanup(board.clusters.listen(() => setChanges(changes() + 1)));
  const title = () => {
    changes();
    const cluster = board.clusters.get(props.cluster);
    return cluster === undefined ? '' : titleFor(cluster);
  };
  // In the order in which they lay when it was opened: what others move meanwhile is not read twice.
  const began = board.clusters
    .membersOf(props.cluster)
    .sort(byReading)
    .map(({ id }) => id);
  const ids = createMemo(() => {
    changes();
    return withoutGone(
      began,
      board.clusters.membersOf(props.cluster).map(({ id }) => id),
    );
  });
  const [at, setAt] = createSignal(0);
  const place = () => Math.min(at(), ids().length - 1);
  const note = createMemo<Note | undefined>(() => {
    changes();
    return board.notes.get(ids()[place()] ?? '');
  });
  let dialog!: HTMLDialogElement;
  let paper: HTMLElement | undefined;
  const close = () => dialog.close();
  // Nothing is left to be read.
  createEffect(() => {
    if (ids().length === 0) close();
  });
  onMount(() => dialog.showModal());
  // Whoever hears the page hears the note: it has the focus, and its place in its name.
  createEffect(
    on(
      () => note()?.id,
      () => paper?.focus({ preventScroll: true }),
      { defer: true },
    ),
  );

  function go(by: number): void {
    setAt(Math.max(0, Math.min(ids().length - 1, place() + by)));
  }

  let from: number | null = null;
  return (
    <dialog
      ref={(element) => {
        dialog = element;
      }}
      class="reading"
      aria-labelledby={heading}
      onClose={() => props.onClose()}
      onKeyDown={(event) => {
        event.stopPropagation();
        const step = stepFor(keyOf(event), ids().length);
        if (step === null || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        go(step);
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
      onPointerDown={(event) => {
        from = event.isPrimary ? event.clientX : null;
      }}
      onPointerUp={(event) => {
        if (from !== null) go(swiped(event.clientX - from, event.pointerType));
        from = null;
      }}
      onPointerCancel={() => {
        from = null;
      }}
    >
      <header class="reading-top">
        <h2 id={heading}>{title()}</h2>
        <p class="reading-place" id={where}>
          {t('reading.place', { count: place() + 1, of: ids().length })}
        </p>
        <button type="button" class="button button-icon" aria-label={t('app.close')} onClick={close}>
          <X size={20} aria-hidden="true" />
        </button>
      </header>
      <Show when={note()}>
        {(shown) => (
          <>
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form. */}
            <div
              class="reading-paper"
              role="group"
              aria-roledescription={t('board.note')}
              aria-labelledby={`${words} ${where}`}
              tabindex="-1"
              data-color={shown().color}
              data-long={shown().text.length > 160}
              autofocus
              ref={(element) => {
                paper = element;
              }}
            >
              <p dir="auto" id={words}>
                {shown().text.trim() || t('board.emptyNote')}
              </p>
              <Show when={shown().by}>{(by) => <p class="reading-by">{board.page.nameOf(by())}</p>}</Show>
            </div>
            <div class="reading-deeds">
              <For each={[shown().id]}>{(id) => board.page.forReading?.(id, props.cluster)}</For>
            </div>
          </>
        )}
      </Show>
      <footer class="reading-ways">
        <button type="button" class="button" aria-disabled={place() === 0} onClick={() => go(-1)}>
          <ArrowLeft size={20} aria-hidden="true" />
          {t('reading.previous')}
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={place() >= ids().length - 1}
          onClick={() => go(1)}
        >
          {t('reading.next')}
          <ArrowRight size={20} aria-hidden="true" />
        </button>
      </footer>
    </dialog>
  );
}
