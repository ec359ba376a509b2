// The title that somebody writes: kept while it is not saved, saved when it is left or Enter is pressed, told of where it would undo
// somebody else's, or put back. What is shown and said of it is the field's business.

import { createSignal } from 'solid-js';
import type { HalfWrittenStore } from '../half_written/half_written';
import type { Purpose } from '../half_written/words';
import { begun, outcome, type TitleOutcome, type TitleWriting, typed, waitsUnsaved } from './title_writing';

/** The room, as far as its title goes. */
interface TitledRoom {
  title(): string;
  /** False while the board is locked for this person. */
  editable(): boolean;
  retitle(title: string): void;
}

/** What the title is written in. */
interface WrittenIn {
  value: string;
}

export interface TitleDraft {
  /** What was written and not saved; undefined for nothing. */
  halfWritten(): string | undefined;
  /** What the field shows while nobody writes in it. */
  shown(): string;
  /** Something stands there that is not the room's title, or is about to. */
  isBegun(): boolean;
  /** It stands there unsaved, and is not being typed. */
  isWaiting(): boolean;
  /** It cannot be a title. */
  invalid(): boolean;
  /** The focus comes: what stood there before, from an earlier page or another tab, is saved by Enter alone. */
  enter(): void;
  type(text: string): void;
  /** The focus goes: saves what was typed since it came. Null where nothing was. */
  leave(field: WrittenIn): TitleOutcome | null;
  /** Saves what stands there, if it may be; null where the board was locked under the writer: the words wait. */
  save(field: WrittenIn): TitleOutcome | null;
  /** The room's title again. */
  putBack(field: WrittenIn): void;
}

export function createTitleDraft(
  room: TitledRoom,
  store: Pick<HalfWrittenStore, 'of' | 'write' | 'clear'>,
  purpose: Purpose,
): TitleDraft {
  const [invalid, setInvalid] = createSignal(false);
  /** Begun here, since the focus came: leaving the field saves it. */
  const [isBeingTyped, setBeingTyped] = createSignal(false);
  let isTyped = false;
  /** Null where nothing stands there but what the room has. */
  let writing: TitleWriting | null = null;

  const halfWritten = () => store.of(purpose)?.title;
  const isWaiting = () => waitsUnsaved(halfWritten(), room.title(), isBeingTyped());

  function keep(title: string): void {
    const base = writing?.base;
    store.write(purpose, { title, ...(base !== undefined && { base }) }, '');
  }

  function forget(): void {
    writing = null;
    setBeingTyped(false);
    store.clear(purpose);
  }

  function commit(field: WrittenIn): TitleOutcome | null {
    if (!room.editable()) return null;
    writing = begun(writing, room.title(), store.of(purpose));
    const now = outcome(writing, field.value, room.title());
    setInvalid(now.do === 'refuse');
    setBeingTyped(false);
    switch (now.do) {
      case 'refuse':
        break;
      case 'ask':
        writing = now.writing;
        keep(field.value);
        break;
      case 'leave':
        field.value = room.title();
        forget();
        break;
      case 'save':
        field.value = now.title;
        forget();
        if (now.title !== room.title()) room.retitle(now.title);
    }
    return now;
  }

  return {
    halfWritten,
    shown: () => halfWritten() ?? room.title(),
    isBegun: () => halfWritten() !== undefined || writing !== null,
    isWaiting,
    invalid,
    enter() {
      isTyped = false;
    },
    type(text) {
      isTyped = true;
      // What waited goes on waiting in sight: nothing moves under its writer.
      if (!isWaiting()) setBeingTyped(true);
      const now = typed(text, room.title());
      if (now === 'same') {
        forget();
        return;
      }
      writing = begun(writing, room.title(), store.of(purpose));
      if (now === 'words') keep(text);
      else store.clear(purpose);
    },
    leave: (field) => (isTyped ? commit(field) : null),
    save(field) {
      isTyped = false;
      return commit(field);
    },
    putBack(field) {
      field.value = room.title();
      isTyped = false;
      forget();
      setInvalid(false);
    },
  };
}
