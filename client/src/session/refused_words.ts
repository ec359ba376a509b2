// The words in a command that the room did not take, and the field that they came from. Pure.

import type { HalfWrittenStore } from '../half_written/half_written';
import type { Purpose, Words } from '../half_written/words';
import type { Command, Commitment, Draft, ParticipantId } from '../protocol/session';
import type { SessionState } from './session';
import { wordsOf } from './words';

export interface RefusedWords {
  readonly purpose: Purpose;
  readonly words: Words;
  readonly about: string;
}

/** What a draft is in its fields. */
export function draftWords({ text, color, section }: Pick<Draft, 'text' | 'color' | 'section'>): Words {
  return { text, color, section: section ?? '' };
}

/** What a commitment is in its fields. */
export function promiseWords({ what, who, byWhen, target }: Omit<Commitment, 'id'>): Words {
  return { what, who, byWhen: byWhen ?? '', target: target ?? '' };
}

/** What was written in a refused command; nothing where the session has the same words. */
export function wordsRefused(
  command: Command,
  who: ParticipantId,
  state: SessionState | null,
): readonly RefusedWords[] {
  switch (command.do) {
    case 'putDrafts': {
      const basket = state?.own.get(who)?.drafts ?? [];
      const inBasket = (id: string) => basket.find((draft) => draft.id === id);
      const changed = command.drafts.filter(({ id, text }) => {
        const there = inBasket(id);
        return there !== undefined && there.text !== text;
      });
      const fresh = command.drafts.filter(({ id }) => inBasket(id) === undefined);
      const [first] = fresh;
      // Lines that were pasted come back as they were pasted, in one: each for itself they would push other words out.
      const pasted =
        first === undefined ? [] : [{ ...first, text: fresh.map(({ text }) => text).join('\n') }];
      const backIn = (of: string, draft: Draft) => ({
        purpose: { kind: 'draft' as const, who, of },
        words: draftWords(draft),
        about: '',
      });
      return [
        ...changed.map((draft) => backIn(draft.id, draft)),
        ...pasted.map((draft) => backIn('', draft)),
      ];
    }
    case 'answer': {
      const phase = lastArrival(state);
      if (command.text === '') return [];
      return [
        {
          purpose: { kind: 'answer', who, of: phase?.id ?? '' },
          words: { text: command.text },
          about: wordsOf(phase?.question ?? null),
        },
      ];
    }
    case 'comment':
      return [
        {
          purpose: { kind: 'comment', who, of: command.note },
          words: { text: command.text },
          about: '',
        },
      ];
    case 'putCommitment': {
      const { commitment } = command;
      const there = state?.commitments.find(({ id }) => id === commitment.id);
      if (there !== undefined && JSON.stringify(there) === JSON.stringify(commitment)) return [];
      return [
        {
          purpose: { kind: 'promise', who, of: there?.id ?? '' },
          words: promiseWords(commitment),
          about: there?.what ?? '',
        },
      ];
    }
    default:
      return [];
  }
}

/** The phase whose question was asked last: it may be over, which is why an answer was refused. */
function lastArrival(state: SessionState | null) {
  const plan = state?.plan ?? [];
  const at = plan.findIndex(({ id }) => id === state?.journey.current);
  const until = at < 0 ? plan : plan.slice(0, at + 1);
  return until.filter((phase) => phase.kind === 'arrive').at(-1);
}

/** Puts what was refused back to where it was written. */
export function keepRefused(
  store: HalfWrittenStore,
  command: Command,
  as: ParticipantId | undefined,
  state: SessionState | null,
): void {
  for (const { purpose, words, about } of wordsRefused(command, as ?? store.me, state)) {
    store.putBack(purpose, words, about);
  }
}
