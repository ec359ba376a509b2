// The suggestions at hand: what was asked for, what came, what the facilitator did to it. One small store, gone when it is closed.

import { createMemo, createSignal, onCleanup } from 'solid-js';
import { step } from '../board/commands/at_hand';
import { carryOut, type Plan } from '../board/model/cluster_plan';
import { newId } from '../board/model/edits';
import type { Around, BoardDocument } from '../board/parts';
import type { HalfWrittenStore } from '../half_written/half_written';
import type { RoomId } from '../protocol/session';
import type { Suggestions } from '../protocol/suggestions';
import { acceptedAll, acceptedOne } from './acceptance';
import { keepAfterwards } from './afterwards';
import { askFor, type NoSuggestions } from './ask';
import { keepTitles } from './kept_titles';
import {
  type BegunPile,
  begunFor,
  type Edits,
  movedByHand,
  NO_EDITS,
  type Pile,
  type Proposal,
  proposalOf,
  rejecting,
  retitled,
  sureOnes,
  type Way,
} from './proposal';

/** Moves by hand that come this soon after each other are asked about once. */
const ASK_AGAIN_MS = 200;

/** As sure as a note can be, in hundredths. */
const ALL_SURE = 100;

const NOTHING: Proposal = { piles: [], alone: [] };

interface Answered {
  readonly suggestions: Suggestions;
  /** The piles that were asked for, in the order of the answer's. */
  readonly begun: readonly BegunPile[];
}

export type Suggesting = ReturnType<typeof createSuggesting>;

export function createSuggesting(
  board: BoardDocument & Around<'tellKept'>,
  room: RoomId,
  store: HalfWrittenStore,
) {
  const titles = keepTitles(store);
  const [way, setWay] = createSignal<Way | null>(null);
  const [answered, setAnswered] = createSignal<Answered | null>(null);
  const [asking, setAsking] = createSignal(false);
  const [wrong, setWrong] = createSignal<NoSuggestions | null>(null);
  const [cut, setCut] = createSignal(0);
  const [edits, setEdits] = createSignal<Edits>(NO_EDITS);
  /** Titles that were written here, which are no clusters yet. */
  const [written, setWritten] = createSignal<readonly { key: string; title: string }[]>([]);
  const [changes, setChanges] = createSignal(0);
  const reserved = new Map<string, string>();
  let giveUp: AbortController | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;

  const heard = () => {
    setChanges((count) => count + 1);
    titles.settle((cluster) => board.clusters.get(cluster)?.title);
  };
  const stops = [board.notes.listen(heard), board.clusters.listen(heard)];
  onCleanup(() => {
    for (const stop of stops) stop();
    clearTimeout(again);
    giveUp?.abort();
    if (titles.isOnBoard()) keepAfterwards(board, store, titles);
  });

  const known = {
    isFree(id: string) {
      const note = board.notes.get(id);
      return note !== undefined && board.clusters.isFree(note);
    },
    isCluster: (id: string) => board.clusters.get(id) !== undefined,
    clusterFor(key: string) {
      const id = reserved.get(key) ?? newId();
      reserved.set(key, id);
      return id;
    },
  };

  const proposal = createMemo(() => {
    changes();
    const now = answered();
    return now === null ? NOTHING : proposalOf(now.suggestions, cut(), now.begun, edits(), known);
  });

  const sureFrom = () => answered()?.suggestions.sureFrom ?? ALL_SURE;
  const sure = createMemo(() => sureOnes(proposal(), sureFrom()));

  /** The clusters on the board, by title, and after them the titles that were written here. */
  function begunNow(): BegunPile[] {
    const clusters = [...board.clusters.all()].sort((a, b) => a.title.localeCompare(b.title));
    const there = clusters.map(({ id, title }) => ({
      key: id,
      title,
      notes: board.clusters.membersOf(id).map((note) => note.id),
    }));
    const own = written().filter(({ key }) => board.clusters.get(key) === undefined);
    return [...there, ...own.map((pile) => ({ ...pile, notes: [] }))];
  }

  async function ask(): Promise<void> {
    const now = way();
    if (now === null) return;
    clearTimeout(again);
    giveUp?.abort();
    const mine = new AbortController();
    giveUp = mine;
    const open = now === 'sort' ? begunNow().filter(({ key }) => !edits().rejected.has(key)) : [];
    if (now === 'sort' && open.length === 0) {
      setAnswered(null);
      setAsking(false);
      return;
    }
    setAsking(true);
    setWrong(null);
    const into = now === 'sort' ? { into: begunFor(open, edits()) } : {};
    const answer = await askFor(room, into, mine.signal);
    if (mine.signal.aborted) return;
    setAsking(false);
    if (!answer.ok) {
      setWrong(answer.why);
      return;
    }
    setCut(answer.suggestions.best);
    setAnswered({ suggestions: answer.suggestions, begun: open });
  }

  /** What is proposed follows from what was done by hand: soon, and once for several moves. */
  function askAgain(): void {
    if (way() !== 'sort') return;
    clearTimeout(again);
    again = setTimeout(() => void ask(), ASK_AGAIN_MS);
  }

  /** Groups of notes that say nearly the same and lie beside each other still. */
  const alike = createMemo(() => {
    changes();
    const now = answered()?.suggestions;
    const groups = (now?.alike ?? []).map((group) => {
      const notes = board.notes.pick(group.map((note) => now?.notes[note] ?? ''));
      return notes.filter((note) => board.notes.coverOf(note.id) === undefined);
    });
    return groups.filter((group) => group.length > 1);
  });

  function carry(plan: Plan): void {
    step(board, () => carryOut(board.doc, plan));
  }

  return {
    way,
    answered: () => answered()?.suggestions ?? null,
    asking,
    wrong,
    cut,
    setCut,
    proposal,
    /** From how much on a note is sure, in hundredths; and the proposal with those only. */
    sureFrom,
    sure,
    alike,
    ask,
    /** Begins anew; true when titles that were written for what was proposed until now wait elsewhere. */
    choose(next: Way): boolean {
      // What is found now has its place in the answer from another pile, and becomes a cluster of its own.
      reserved.clear();
      const isLeft = titles.leave(new Set(written().map(({ key }) => key)));
      setEdits(NO_EDITS);
      setAnswered(null);
      setWrong(null);
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
      setWritten(written().map((pile) => (pile.key === key ? { key, title } : pile)));
      setEdits(retitled(edits(), key, title));
      askAgain();
    },
    move(note: string, to: string | null): void {
      setEdits(movedByHand(edits(), note, to));
      askAgain();
    },
    reject(pile: Pile): void {
      titles.clear(pile);
      setEdits(rejecting(edits(), pile.key));
      askAgain();
    },
    isOnBoard: (pile: Pile) => {
      changes();
      return board.clusters.get(pile.cluster) !== undefined;
    },
    acceptOne(pile: Pile): void {
      carry(acceptedOne(board.clusters, pile));
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
