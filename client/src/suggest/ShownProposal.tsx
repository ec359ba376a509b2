// A suggestion that somebody else shows to all: over the board to look at, under a sign that nothing has changed, which also puts it
// away and brings it back.

import { createEffect, createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import { pilesOf, type ShownProposal as Shown } from '../board/presence/shown_proposal';
import type { Surface } from '../board/surface';
import { t } from '../i18n';
import { foreseen } from './acceptance';
import { Preview } from './preview';

/** What is looked at keeps clear of the strip. */
const COVERING = 'shown-suggestions';

interface ShownProposalProps {
  surface: Surface;
  shown: Shown;
  /** False while it is put away, or something else is in one's hand. */
  isLooking: boolean;
  onLook(on: boolean): void;
}

export default function ShownProposal(props: ShownProposalProps) {
  const name = () =>
    props.shown.by === '' ? t('board.someone') : props.surface.props.nameOf(props.shown.by);
  // Among the strips that say where everyone looks.
  let strip: HTMLDivElement | undefined;
  const place = document.querySelector('.room-over') ?? document.body;

  return (
    <Portal mount={place} ref={(strips) => strips.classList.add('attention')}>
      <section aria-label={t('suggest.shownPiles')}>
        <div class="attention-strip" ref={strip}>
          <span role="status">
            {t(props.isLooking ? 'suggest.shownBy' : 'suggest.shownHidden', { name: name() })}
          </span>
          <button type="button" class="attention-button" onClick={() => props.onLook(!props.isLooking)}>
            {t(props.isLooking ? 'suggest.shownHide' : 'suggest.shownAgain')}
          </button>
        </div>
        <Show when={props.isLooking}>
          <OverTheBoard surface={props.surface} shown={props.shown} below={() => bottomOf(strip)} />
        </Show>
      </section>
    </Portal>
  );
}

/** The preview, and what it shows as a list for those who cannot see it. */
function OverTheBoard(props: { surface: Surface; shown: Shown; below(): number }) {
  const { surface } = props;
  const preview = new Preview(surface);
  const [changes, setChanges] = createSignal(0);
  const heard = () => setChanges((count) => count + 1);
  const stops = [surface.notes.listen(heard), surface.clusters.listen(heard)];
  surface.selectCluster(null);
  onCleanup(() => {
    for (const stop of stops) stop();
    preview.close();
    surface.sight.cover(COVERING, null);
  });

  const piles = createMemo(() => {
    changes();
    const ids = [...surface.notes.all()].map(({ id }) => id);
    const named = pilesOf(props.shown, ids).map((pile) => ({
      ...pile,
      title: pile.title.trim() || t('suggest.untitled'),
    }));
    return named.filter(({ notes }) => notes.length > 0);
  });

  let isFirst = true;
  createEffect(() => {
    const now = piles();
    const outlined = now.map(({ cluster, title }) => ({
      cluster,
      title,
      isNew: surface.clusters.get(cluster) === undefined,
    }));
    preview.show(foreseen(surface.clusters, { piles: now }), outlined);
    if (!isFirst || now.length === 0) return;
    isFirst = false;
    surface.sight.cover(COVERING, { top: props.below() });
    preview.fit();
  });

  return (
    <ul class="for-screen-readers">
      <For each={piles()}>
        {({ title, notes }) => (
          <li>{t('suggest.shownPile', { title, notes: t('suggest.notes', { count: notes.length }) })}</li>
        )}
      </For>
    </ul>
  );
}

function bottomOf(strip: HTMLElement | undefined): number {
  return strip?.getBoundingClientRect().bottom ?? 0;
}
