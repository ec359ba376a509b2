// What the server answers: asked for one question at a time, given up for the next one, and asked for again soon after a change.

import { createSignal, onCleanup } from 'solid-js';
import type { RoomId } from '../protocol/session';
import type { Begun, Suggestions } from '../protocol/suggestions';
import { askFor, type NoSuggestions } from './ask';
import type { BegunCluster } from './proposal';

/** Moves by hand that come this soon after each other are asked about once. */
const ASK_AGAIN_MS = 200;

export type Question =
  | { readonly way: 'find' }
  /** Into the clusters that are open, as the server is told of them. */
  | { readonly way: 'sort'; readonly open: readonly BegunCluster[]; readonly into: Begun[] };

interface Answered {
  readonly suggestions: Suggestions;
  /** The clusters that were asked for, in the order of the answer's. */
  readonly begun: readonly BegunCluster[];
}

export type Answers = ReturnType<typeof createAnswers>;

/** `questionNow` is null until it is chosen what to ask. */
export function createAnswers(room: RoomId, questionNow: () => Question | null) {
  const [answered, setAnswered] = createSignal<Answered | null>(null);
  const [asking, setAsking] = createSignal(false);
  const [wrong, setWrong] = createSignal<NoSuggestions | null>(null);
  const [cut, setCut] = createSignal(0);
  let giveUp: AbortController | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(again);
    giveUp?.abort();
  }
  onCleanup(stop);

  async function ask(): Promise<void> {
    const question = questionNow();
    if (question === null) return;
    stop();
    const mine = new AbortController();
    giveUp = mine;
    const open = question.way === 'sort' ? question.open : [];
    if (question.way === 'sort' && open.length === 0) {
      setAnswered(null);
      setAsking(false);
      return;
    }
    setAsking(true);
    setWrong(null);
    const answer = await askFor(room, question.way === 'sort' ? { into: question.into } : {}, mine.signal);
    if (mine.signal.aborted) return;
    setAsking(false);
    if (!answer.ok) {
      setWrong(answer.why);
      return;
    }
    setCut(answer.suggestions.best);
    setAnswered({ suggestions: answer.suggestions, begun: open });
  }

  return {
    answered,
    asking,
    wrong,
    /** Which of the answer's cuts is looked at. */
    cut,
    setCut,
    ask,
    /** Soon, and once for several changes. */
    askSoon(): void {
      clearTimeout(again);
      again = setTimeout(() => void ask(), ASK_AGAIN_MS);
    },
    forget(): void {
      setAnswered(null);
      setWrong(null);
    },
  };
}
