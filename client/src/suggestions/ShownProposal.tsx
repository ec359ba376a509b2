// A suggestion that somebody else shows to all: over the board to look at, under a sign that nothing has changed, which also puts it
// away and brings it back.

import { createEffect, createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import type { BoardBeneath } from '../board/overlay';
import { clustersToShow, type ShownProposal as Shown } from '../board/presence/shown_proposal';
import { t } from '../i18n';
import { stripPlace } from '../session/strip_place';
import { foreseen } from './acceptance';
import { Preview } from './preview';

interface ShownProposalProps {
  board: BoardBeneath;
  shown: Shown;
  /** False while it is put away, or something else is in one's hand. */
  isLooking: boolean;
  onLook(on: boolean): void;
}

export default function ShownProposal(props: ShownProposalProps) {
  const name = () => (props.shown.by === '' ? t('board.someone') : props.board.page.nameOf(props.shown.by));
  return (
    <Portal mount={stripPlace() ?? document.body}>
      <section aria-label={t('suggestions.shownClusters')}>
        <div class="strip-line attention-strip">
          <span role="status">
            {t(props.isLooking ? 'suggestions.shownBy' : 'suggestions.shownHidden', { name: name() })}
          </span>
          <button
            type="button"
            class="button attention-button"
            onClick={() => props.onLook(!props.isLooking)}
          >
            {t(props.isLooking ? 'suggestions.shownHide' : 'suggestions.shownAgain')}
          </button>
        </div>
        <Show when={props.isLooking}>
          <OverTheBoard board={props.board} shown={props.shown} />
        </Show>
      </section>
    </Portal>
  );
}

/** The preview, and what it shows as a list for those who cannot see it. */
function OverTheBoard(props: { board: BoardBeneath; shown: Shown }) {
  const { board } = props;
  const preview = new Preview(board);
  const [changes, setChanges] = createSignal(0);
  const heard = () => setChanges((count) => count + 1);
  const stops = [board.notes.listen(heard), board.clusters.listen(heard)];
  board.selectCluster(null);
  onCleanup(() => {
    for (const stop of stops) stop();
    preview.close();
  });

  const clusters = createMemo(() => {
    changes();
    const ids = [...board.notes.all()].map(({ id }) => id);
    const named = clustersToShow(props.shown, ids).map((suggested) => ({
      ...suggested,
      title: suggested.title.trim() || t('suggestions.untitled'),
    }));
    return named.filter(({ notes }) => notes.length > 0);
  });

  let isFirst = true;
  createEffect(() => {
    const now = clusters();
    const outlined = now.map(({ cluster, title }) => ({
      cluster,
      title,
      isNew: board.clusters.get(cluster) === undefined,
    }));
    preview.show(foreseen(board.clusters, { clusters: now }), outlined);
    if (!isFirst || now.length === 0) return;
    isFirst = false;
    preview.fit();
  });

  return (
    <ul class="for-screen-readers">
      <For each={clusters()}>
        {({ title, notes }) => (
          <li>
            {t('suggestions.shownCluster', { title, notes: t('suggestions.notes', { count: notes.length }) })}
          </li>
        )}
      </For>
    </ul>
  );
}
