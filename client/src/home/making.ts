// Makes a room of what stands in the front page's fields, and says what keeps it from being made.

import { createSignal } from 'solid-js';
import { makeRoom, type NotMade, type Wrong } from '../entering/api';
import { titleVerdict } from '../entering/title';
import { language, t } from '../i18n';
import { refuse } from '../messages/messages';
import type { Beginning } from '../models/beginning';
import type { RoomId } from '../protocol/session';
import { storeInTab } from '../storage';

/** Under which this tab keeps the question until its room is made: over a reload, and the way to a room and back. */
export const QUESTION = 'picnic.home.question';

/** What it is made of. Who has to write something else is brought to its field. */
interface Fields {
  question(): HTMLTextAreaElement | undefined;
  code(): HTMLInputElement | undefined;
  beginning(): Beginning | null;
}

export type Making = ReturnType<typeof createMaking>;

export function createMaking(fields: Fields, onMade: (room: RoomId, secret: string) => void) {
  const [making, setMaking] = createSignal(false);
  const [tooLong, setTooLong] = createSignal<number | null>(null);
  const [codeProblem, setCodeProblem] = createSignal<'codeNeeded' | 'codeWrong' | null>(null);

  async function make(): Promise<void> {
    if (making()) return;
    const verdict = titleVerdict(fields.question()?.value ?? '');
    if (!verdict.ok) {
      setTooLong(verdict.chars);
      fields.question()?.focus();
      return;
    }
    setTooLong(null);
    setMaking(true);
    const answer = await makeRoom(verdict.title, language(), fields.beginning(), fields.code()?.value);
    setMaking(false);
    if (answer.ok) {
      storeInTab(QUESTION, '');
      onMade(answer.value.room, answer.value.tokens.facilitate);
    } else if (answer.wrong === 'codeNeeded' || answer.wrong === 'codeWrong') {
      setCodeProblem(answer.wrong);
      fields.code()?.focus();
    } else {
      refuse(t(`home.${whyNot(answer.wrong)}`));
    }
  }

  return {
    making,
    /** So many characters the question has, where that is too many. */
    tooLong,
    /** What is wrong with the code; nothing until the server asks for one. */
    codeProblem,
    make,
    /** The question is another: it is kept, and may be short enough by now. */
    write(question: string): void {
      storeInTab(QUESTION, question);
      if (tooLong() !== null && titleVerdict(question).ok) setTooLong(null);
    },
  };
}

const TOLD = ['busy', 'between', 'misled', 'nobodyMakes', 'diskFull'] as const;

function whyNot(wrong: Wrong | NotMade): (typeof TOLD)[number] | 'failed' {
  return TOLD.find((told) => told === wrong) ?? 'failed';
}
