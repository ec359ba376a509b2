// One proposed cluster: its title, its notes with how sure each is, why they are together, and what can be done to it.

import { Key } from '@solid-primitives/keyed';
import FolderInput from 'lucide-solid/icons/folder-input';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Ground } from '../board/parts';
import type { WordsMark } from '../half_written/field';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import { TITLE_CHARS_MAX } from '../protocol/session';
import { type Placed, type SuggestedCluster, sureness } from './proposal';
import { nameOf, textOf } from './words';

export interface SuggestedClusterCardProps {
  board: Ground;
  suggested: SuggestedCluster;
  others: readonly SuggestedCluster[];
  sureFrom: number;
  /** It is a cluster on the board already, whose title is changed there. */
  isOnBoard: boolean;
  /** The pointer or the keyboard came to it, or left. */
  onPoint(on: boolean): void;
  /** It is to be seen. */
  onLook(): void;
  onTitle(title: string): void;
  /** It is being written. */
  onWriting(title: string): void;
  /** What goes onto the title's field. */
  mark: WordsMark;
  /** Moves a note to another cluster by its id, or out of all. */
  onMove(note: string, to: string | null): void;
  onAccept(): void;
  onReject(): void;
}

export function SuggestedClusterCard(props: SuggestedClusterCardProps) {
  const name = () => nameOf(props.suggested);
  // A new answer with the same title leaves what is being written in its place.
  const title = createMemo(() => props.suggested.title);
  const sure = () => props.suggested.notes.filter((note) => note.sure >= props.sureFrom).length;
  const count = () => props.suggested.notes.length;

  return (
    <li
      class="suggest-pile"
      aria-label={t('suggestions.suggested', { title: name() })}
      onPointerEnter={() => props.onPoint(true)}
      onPointerLeave={() => props.onPoint(false)}
      onFocusIn={() => {
        props.onPoint(true);
        props.onLook();
      }}
      onFocusOut={() => props.onPoint(false)}
    >
      <Show
        when={!props.isOnBoard}
        fallback={
          <h3 class="suggest-title" dir="auto">
            {name()}
          </h3>
        }
      >
        <input
          class="field suggest-title"
          type="text"
          dir="auto"
          maxlength={TITLE_CHARS_MAX}
          autocomplete="off"
          aria-label={t('suggestions.title')}
          {...props.mark}
          value={title()}
          onInput={(event) => props.onWriting(event.currentTarget.value)}
          onChange={(event) => props.onTitle(event.currentTarget.value.trim())}
          onKeyDown={(event) => {
            if (keyOf(event) === 'Enter') event.currentTarget.blur();
          }}
        />
      </Show>
      <div class="suggest-row">
        <p class="suggest-count">
          <Show when={count() > 0} fallback={t('suggestions.comingNone')}>
            {t('suggestions.notes', { count: count() })}
            <Show when={sure() > 0}> · {t('suggestions.sureOf', { count: sure() })}</Show>
          </Show>
        </p>
        <Show when={count() > 0}>
          <button
            type="button"
            class="button"
            aria-label={t('suggestions.acceptCluster', { title: name() })}
            onClick={() => props.onAccept()}
          >
            {t('suggestions.accept')}
          </button>
        </Show>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('suggestions.rejectCluster', { title: name() })}
          title={t('suggestions.reject')}
          onClick={() => props.onReject()}
        >
          <X size={18} aria-hidden="true" />
        </button>
      </div>
      <Show when={count() > 0}>
        <details class="suggest-more">
          <summary>{t('suggestions.showNotes')}</summary>
          <ul class="suggest-notes">
            <Key each={props.suggested.notes} by="id">
              {(note) => <NoteRow {...props} note={note()} />}
            </Key>
          </ul>
        </details>
        <details class="suggest-more">
          <summary>{t('suggestions.why')}</summary>
          <Why board={props.board} suggested={props.suggested} />
        </details>
      </Show>
    </li>
  );
}

function NoteRow(props: SuggestedClusterCardProps & { note: Placed }) {
  const [moving, setMoving] = createSignal(false);
  const text = () => textOf(props.board, props.note.id);
  const how = () => (props.note.byHand ? 'byHand' : sureness(props.note.sure, props.sureFrom));
  return (
    <li class="suggest-note">
      <span class="suggest-note-text" dir="auto">
        {text()}
      </span>
      <span class="suggest-sure" data-sure={how()}>
        {t(`suggestions.${how()}`)}
      </span>
      <button
        type="button"
        class="button button-icon suggest-move"
        aria-label={t('suggestions.move', { text: text() })}
        title={t('suggestions.moveTo')}
        aria-expanded={moving()}
        onClick={() => setMoving(!moving())}
      >
        <FolderInput size={18} aria-hidden="true" />
      </button>
      <Show when={moving()}>
        <select
          class="field suggest-where"
          aria-label={t('suggestions.moveTo')}
          ref={(element) => queueMicrotask(() => element.focus())}
          onKeyDown={(event) => {
            if (keyOf(event) !== 'Escape') return;
            event.preventDefault();
            setMoving(false);
          }}
          onChange={(event) => props.onMove(props.note.id, event.currentTarget.value || null)}
        >
          <option value={props.suggested.cluster}>{nameOf(props.suggested)}</option>
          <For each={props.others}>{(other) => <option value={other.cluster}>{nameOf(other)}</option>}</For>
          <option value="">{t('suggestions.leaveAlone')}</option>
        </select>
      </Show>
    </li>
  );
}

function Why(props: { board: Ground; suggested: SuggestedCluster }) {
  return (
    <ul class="suggest-why">
      <For each={props.suggested.words} fallback={<li>{t('suggestions.whyMeaning')}</li>}>
        {([word, count]) => <li>{t('suggestions.whyWord', { word, count })}</li>}
      </For>
      <Show when={props.suggested.middle}>
        {(middle) => <li>{t('suggestions.whyMiddle', { text: textOf(props.board, middle()) })}</li>}
      </Show>
    </ul>
  );
}
