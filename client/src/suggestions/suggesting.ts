// The suggestions at hand: what was asked for, what came, what the facilitator did to it. One small store, gone when it is closed.

import { createMemo, createSignal, onCleanup } from 'solid-js';
import { asOneUndoStep } from '../board/commands/targets';
import { carryOut, type Plan } from '../board/document/cluster_plan';
import { newId } from '../board/document/edits';
import type { Around, BoardDocument } from '../board/parts';
import type { HalfWrittenStore } from '../half_written/half_written';
import type { RoomId } from '../protocol/session';
import { acceptedAll, acceptedOne } from './acceptance';
import { keepAfterwards } from './afterwards';
import { type Answers, createAnswers, type Question } from './answers';
import { keepTitles } from './kept_titles';
import {
  begunFor,
  type Edits,
  movedByHand,
  NO_EDITS,
  type Proposal,
  proposalOf,
  rejecting,
  retitled,
  type SuggestedCluster,
  sureOnes,
  type Way,
} from './proposal';
import { createSuggestedOnBoard, type SuggestedOnBoard } from './suggested_on_board';

/** As sure as a note can be, in hundredths. */
const ALL_SURE = 100;

const NOTHING: Proposal = { clusters: [], alone: [] };

export type Suggesting = ReturnType<typeof createSuggesting>;

export function createSuggesting(
  board: BoardDocument & Around<'tellKept'>,
  room: RoomId,
  store: HalfWrittenStore,
) {
  const titles = keepTitles(store);
  const [way, setWay] = createSignal<Way | null>(null);
  const [edits, setEdits] = createSignal<Edits>(NO_EDITS);
  /** Titles that were written here, which are no clusters yet. */
  const [written, setWritten] = createSignal<readonly { key: string; title: string }[]>([]);
  const onBoard = createSuggestedOnBoard(board, () =>
    titles.settle((cluster) => board.clusters.get(cluster)?.title),
  );
  const answers = createAnswers(room, questionNow);
  const { answered, asking, wrong, cut, setCut, ask } = answers;
  onCleanup(() => {
    if (titles.isOnBoard()) keepAfterwards(board, store, titles);
  });

  function questionNow(): Question | null {
    const now = way();
    if (now !== 'sort') return now === null ? null : { way: now };
    const open = onBoard.begunWith(written()).filter(({ key }) => !edits().rejected.has(key));
    return { way: now, open, into: begunFor(open, edits()) };
  }

  /** What is proposed follows from what was done by hand. */
  function askAgain(): void {
    if (way() === 'sort') answers.askSoon();
  }

  const { proposal, sureFrom, sure, alike } = createProposals(answers, onBoard, edits);

  function carry(plan: Plan): void {
    asOneUndoStep(board, () => carryOut(board.doc, plan));
  }

  return {
    way,
    answered: () => answered()?.suggestions ?? null,
    asking,
    wrong,
    cut,
    setCut,
    proposal,
    sureFrom,
    sure,
    alike,
    ask,
    /** Begins anew; true when titles that were written for what was proposed until now wait elsewhere. */
    choose(next: Way): boolean {
      onBoard.forgetKeys();
      const isLeft = titles.leave(new Set(written().map(({ key }) => key)));
      setEdits(NO_EDITS);
      answers.forget();
      setWay(next);
      void ask();
      return isLeft;
    },
    titles,
    write(title: string): void {
      const key = newId();
      titles.write({ cluster: key, proposed: '' }, title);
      setWritten([...written(), { key, title }]);
      void ask();
    },
    retitle(key: string, title: string): void {
      setWritten(written().map((suggested) => (suggested.key === key ? { key, title } : suggested)));
      setEdits(retitled(edits(), key, title));
      askAgain();
    },
    move(note: string, to: string | null): void {
      setEdits(movedByHand(edits(), note, to));
      askAgain();
    },
    reject(suggested: SuggestedCluster): void {
      titles.clear(suggested);
      setEdits(rejecting(edits(), suggested.key));
      askAgain();
    },
    isOnBoard: (suggested: SuggestedCluster) => {
      onBoard.changes();
      return board.clusters.get(suggested.cluster) !== undefined;
    },
    acceptOne(suggested: SuggestedCluster): void {
      carry(acceptedOne(board.clusters, suggested));
      askAgain();
    },
    acceptSure(): void {
      carry(acceptedAll(board.clusters, sure()));
      askAgain();
    },
    acceptAll(): void {
      carry(acceptedAll(board.clusters, proposal()));
    },
  };
}

/** What is proposed on what is answered, with the edits, as the board is now. */
function createProposals({ answered, cut }: Answers, onBoard: SuggestedOnBoard, edits: () => Edits) {
  const proposal = createMemo(() => {
    onBoard.changes();
    const now = answered();
    return now === null ? NOTHING : proposalOf(now.suggestions, cut(), now.begun, edits(), onBoard.known);
  });
  const sureFrom = () => answered()?.suggestions.sureFrom ?? ALL_SURE;
  return {
    proposal,
    /** From how much on a note is sure, in hundredths; and the proposal with those only. */
    sureFrom,
    sure: createMemo(() => sureOnes(proposal(), sureFrom())),
    /** Groups of notes that say nearly the same and lie beside each other still. */
    alike: createMemo(() => {
      onBoard.changes();
      return onBoard.alikeIn(answered()?.suggestions);
    }),
  };
}
