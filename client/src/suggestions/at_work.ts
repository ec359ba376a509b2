// What the panel of suggestions does with the board beneath, with others, and at the facilitator's word.

import { createEffect, createMemo, createSignal, on, onCleanup, onMount } from 'solid-js';
import type { BoardBeneath } from '../board/overlay';
import { toldProposal } from '../board/presence/shown_proposal';
import { t } from '../i18n';
import { tell } from '../messages/messages';
import { foreseen } from './acceptance';
import { OverBoard } from './over_board';
import type { Proposal, SuggestedCluster, Way } from './proposal';
import type { Suggesting } from './suggesting';
import { nameOf } from './words';

export interface SuggestionDeeds {
  choose(way: Way): void;
  /** A note to a cluster of the board or a suggested one, by its id, or out of all. */
  move(note: string, to: string | null): void;
  acceptAll(): void;
  acceptSure(): void;
  acceptOne(suggested: SuggestedCluster): void;
  reject(suggested: SuggestedCluster): void;
  toHeading(): void;
}

export function suggestionDeedsOf(
  board: BoardBeneath,
  suggesting: Suggesting,
  panel: { close(): void; toHeading(): void },
): SuggestionDeeds {
  const { proposal } = suggesting;

  function accepted(count: number): void {
    tell(t('suggestions.accepted', { count }), { label: t('app.undo'), run: () => board.undo.undo() });
  }

  return {
    toHeading: panel.toHeading,
    choose(way) {
      if (suggesting.choose(way)) board.page.tellKept();
    },
    move(note, to) {
      const suggested = proposal().clusters.find(({ cluster }) => cluster === to);
      suggesting.move(note, suggested?.key ?? null);
      board.page.announce(
        suggested === undefined
          ? t('suggestions.movedAlone')
          : t('suggestions.moved', { title: nameOf(suggested) }),
      );
    },
    acceptAll() {
      const count = countOf(proposal());
      suggesting.acceptAll();
      accepted(count);
      panel.close();
    },
    acceptSure() {
      const count = countOf(suggesting.sure());
      suggesting.acceptSure();
      accepted(count);
      panel.toHeading();
    },
    acceptOne(suggested) {
      suggesting.acceptOne(suggested);
      accepted(suggested.notes.length);
      panel.toHeading();
    },
    reject(suggested) {
      suggesting.reject(suggested);
      board.page.announce(t('suggestions.rejected', { title: nameOf(suggested) }));
      panel.toHeading();
    },
  };
}

/** Shows over the board what is proposed, and lets notes be dragged there from cluster to cluster. */
export function followOverBoard(
  board: BoardBeneath,
  suggesting: Suggesting,
  onMove: (note: string, to: string | null) => void,
): OverBoard {
  const over = new OverBoard(board, onMove);
  onCleanup(() => over.close());
  createEffect(() => {
    const now = suggesting.proposal();
    if (suggesting.answered() === null) return;
    const outlined = now.clusters.map((suggested) => ({
      cluster: suggested.cluster,
      title: nameOf(suggested),
      isNew: !suggesting.isOnBoard(suggested),
    }));
    over.show(foreseen(board.clusters, now), outlined);
  });
  // A first look at every new answer, and what came is said to those who cannot see it.
  createEffect(
    on(suggesting.answered, (answered, before) => {
      if (answered === null) return;
      if (before === null || before === undefined) over.fit();
      board.page.announce(t('suggestions.ready', { count: withNotes(suggesting.proposal()).length }));
    }),
  );
  return over;
}

export interface Showing {
  /** The facilitator wants everyone to see it. */
  isShown(): boolean;
  isTooLarge(): boolean;
  show(on: boolean): void;
}

/** Counts every proposal that this page has shown to all. */
let shownCount = 0;

/** What is proposed can be shown to all, as long as the panel is open. */
export function showToOthers(board: BoardBeneath, { proposal }: Suggesting): Showing {
  const [isShown, setShown] = createSignal(false);
  /** What others see of it; null when it is too large for that. */
  const told = createMemo(() => toldProposal(proposal().clusters, shownCount + 1));
  createEffect(() => {
    const shown = isShown() && withNotes(proposal()).length > 0 ? told() : null;
    if (shown !== null) shownCount = shown.number;
    board.presence.tell({ proposal: shown });
  });
  onCleanup(() => board.presence.tell({ proposal: null }));
  return { isShown, isTooLarge: () => told() === null, show: setShown };
}

/** The board lies beside the panel, and over a preview there is nothing to mark: a drag on the empty board moves it. */
export function holdBoard(board: BoardBeneath, panel: () => HTMLElement | undefined): void {
  const tool = board.tool();
  board.chooseTool('hand');
  onCleanup(() => {
    board.chooseTool(tool);
    board.cover('suggestions', null);
  });
  onMount(() => {
    const element = panel();
    if (element === undefined) return;
    const measured = new ResizeObserver(() => coverWith(board, element));
    measured.observe(element);
    onCleanup(() => measured.disconnect());
  });
}

/** The board behind is shown where the panel leaves it. */
function coverWith(board: BoardBeneath, panel: HTMLElement): void {
  board.cover('suggestions', () => {
    const { width, height } = panel.getBoundingClientRect();
    const isSheet = width >= board.sight.size().width;
    return isSheet ? { bottom: height } : { right: width };
  });
}

export function withNotes({ clusters }: Proposal): readonly SuggestedCluster[] {
  return clusters.filter(({ notes }) => notes.length > 0);
}

export function countOf({ clusters }: Proposal): number {
  return clusters.reduce((sum, { notes }) => sum + notes.length, 0);
}
