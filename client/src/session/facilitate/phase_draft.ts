// A phase as it is half edited: kept until it is saved or thrown away, and compared with what others made of it meanwhile.

import { type Accessor, createMemo, createSignal } from 'solid-js';
import { keepForm, type WordsMark } from '../../half_written/field';
import { language } from '../../i18n';
import type { Language, Phase } from '../../protocol/session';
import { useSession } from '../session';
import { phaseField } from '../tasks/ways_on';
import { phaseTitle } from '../words';
import { change, type Edit, halfEdited, isChangedSince } from './plan_edits';

/** A phase's words in one language. */
export type PhaseText = 'title' | 'instructions';

export interface PhaseDraft {
  /** The phase with all that was edited of it. */
  phase(): Phase;
  /** The language in which its words are shown and written. */
  writtenIn(): Language;
  writeIn(language: Language): void;
  set(phase: Phase): void;
  put(some: Partial<Phase>): void;
  /** What saving asks for; null where nothing is changed. */
  edit(): Edit | null;
  /** Something is changed and not saved. */
  isHalf(): boolean;
  /** Somebody else changed it meanwhile: whoever saves now is told what they put theirs in place of. */
  isOvertaken(): boolean;
  /** Saved or thrown away. */
  clear(): void;
  /** Thrown away, and returns what puts it back. */
  giveUp(): () => void;
  /** What goes onto the field that is so named. */
  markOf(field: string): WordsMark;
  /** What goes onto the field of its words, in the language they are written in. */
  markOfText(text: PhaseText): WordsMark;
}

/** Drafts changes of a phase, which `now` gives as the room has it. */
export function createPhaseDraft(now: Accessor<Phase>): PhaseDraft {
  const session = useSession();
  const form = keepForm({
    purpose: { kind: 'phase', who: session.me, of: now().id },
    texts: ['phase'],
    was: () => {
      const phase = JSON.stringify(now());
      return { phase, base: phase };
    },
    about: () => phaseTitle(now()),
  });
  const phase = createMemo<Phase>(() => halfEdited(form.words().phase ?? '', now()));
  const [writtenIn, setWrittenIn] = createSignal<Language>(session.roomLanguage() ?? language());
  const edit = () => change(now(), phase());
  const isOvertaken = createMemo(() => edit() !== null && isChangedSince(form.words().base, now()));

  const set = (phase: Phase) =>
    form.put({
      phase: JSON.stringify(phase),
      title: phase.title[writtenIn()] ?? '',
      instructions: phase.instructions[writtenIn()] ?? '',
    });

  return {
    phase,
    writtenIn,
    writeIn: (language) => setWrittenIn(language),
    set,
    put: (some) => set({ ...phase(), ...some } as Phase),
    edit,
    isHalf: form.isHalf,
    isOvertaken,
    clear: form.clear,
    giveUp() {
      const mine = form.words();
      form.clear();
      return () => form.put(mine);
    },
    markOf: form.mark,
    markOfText: (text) => form.mark(phaseField(text, writtenIn())),
  };
}
