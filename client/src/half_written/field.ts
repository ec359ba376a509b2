// What a form needs to keep what is half-written in it: the store around, and its fields' words in it.

import { createContext, createSignal, onCleanup, useContext } from 'solid-js';
import { type HalfWrittenStore, slotOf } from './half_written';
import type { FieldName, Purpose, Words } from './words';

export const HalfWrittenContext = createContext<HalfWrittenStore>();

/** What is half-written in the room around. Throws where there is no room around. */
export function useHalfWritten(): HalfWrittenStore {
  const store = useContext(HalfWrittenContext);
  if (store === undefined) throw new Error('no room around');
  return store;
}

/** Attributes that name the words of a field. */
export interface WordsMark {
  readonly 'data-half': string;
  /** When the field goes away under its writer, the rest of the sentence goes on in the one that shows the same words then. */
  readonly 'data-focus-after': string;
}

/** The mark of all that shows these words of a form. */
export function wordsMark(purpose: Purpose, name: string): WordsMark {
  return markOf(`${slotOf(purpose)} ${name}`);
}

/** The mark of words that no form shows. */
export function asideMark(id: string, name: string): WordsMark {
  return markOf(`${id} ${name}`);
}

function markOf(words: string): WordsMark {
  return { 'data-half': words, 'data-focus-after': `[data-half="${CSS.escape(words)}"]` };
}

export interface KeptForm {
  /** What the fields show: what is half-written, else what it was. */
  words(): Words;
  /** Somebody types or chooses. */
  put(changed: Words): void;
  /** Something stands there that is neither sent nor what it was. */
  isHalf(): boolean;
  /** Sent or thrown away by its writer. */
  clear(): void;
  /** Thrown away by its writer: returns what puts it back; null where there was nothing. */
  discard(): (() => void) | null;
  /** What goes onto the field that is so named. */
  mark(name: string): WordsMark;
}

/** Keeps a form's fields while it stands. `texts` names the fields that are written; the others alone are not worth keeping. */
export function keepForm(form: {
  purpose: Purpose;
  texts: readonly FieldName[];
  was(): Words;
  about?(): string;
}): KeptForm {
  const store = useHalfWritten();
  const { purpose, texts } = form;
  /** What stands in the fields and is not worth keeping: they were emptied, or say what they said before. */
  const [unkept, setUnkept] = createSignal<Words | null>(null);
  onCleanup(store.show(purpose));

  const words = () => store.of(purpose) ?? unkept() ?? form.was();
  const textOf = (of: Words, name: FieldName) => (of[name] ?? '').trim();

  return {
    words,
    put(changed) {
      const now = { ...words(), ...changed };
      const was = form.was();
      const isEmpty = texts.every((name) => textOf(now, name) === '');
      const isAsBefore = texts.every((name) => textOf(now, name) === textOf(was, name));
      setUnkept(isEmpty || isAsBefore ? now : null);
      if (isEmpty || isAsBefore) store.clear(purpose);
      else store.write(purpose, now, form.about?.() ?? '');
    },
    isHalf: () => store.of(purpose) !== null,
    discard() {
      const thrown = store.of(purpose);
      setUnkept(null);
      store.clear(purpose);
      return thrown === null ? null : () => store.write(purpose, thrown, form.about?.() ?? '');
    },
    mark: (name) => wordsMark(purpose, name),
    clear() {
      setUnkept(null);
      store.clear(purpose);
    },
  };
}
