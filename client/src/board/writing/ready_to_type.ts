// What is selected alone and has the keyboard waits for the first character, in a real field: input methods and dead keys begin there too.

import { untrack } from 'solid-js';
import { isByFinger } from '../../touch/by_finger';
import type { Around, BoardDocument, Focus, Ground, InPage, Pen, Selection } from '../parts';
import { ASLEEP } from '../view/described';

/** What of the board decides where typing goes. */
export interface Selected {
  readonly notes: ReadonlySet<string>;
  readonly cluster: string | null;
  /** The note or cluster that has the focus; null while the board itself has it. */
  readonly focused: string | null;
}

/** The one note or cluster in which typing writes; null where nothing is selected, several are, or the focus is at another. */
export function typingGoesTo({ notes, cluster, focused }: Selected): string | null {
  const [only = null] = notes.size === 1 ? notes : [cluster];
  return focused === null || focused === only ? only : null;
}

type Board = Ground &
  Pick<BoardDocument, 'may'> &
  Selection &
  Focus &
  Pen &
  Pick<InPage, 'element'> &
  Around<'editable'>;

export class ReadyToType {
  /** A finger's keyboard comes when writing starts, not when something is selected. */
  private byFinger = isByFinger();

  constructor(private readonly board: Board) {
    addEventListener('pointerdown', this.pressed, { capture: true });
  }

  close(): void {
    removeEventListener('pointerdown', this.pressed, { capture: true });
  }

  /** Where typing would write now, while the focus is on the board. */
  target(): string | null {
    const { board } = this;
    return untrack(() =>
      typingGoesTo({
        notes: board.selection(),
        cluster: board.chosen(),
        focused: board.focused(),
      }),
    );
  }

  /** The focus or the selection has changed. */
  check(): void {
    untrack(() => {
      const { notes, writing, titling, page } = this.board;
      if (writing.id() !== null || titling.id() !== null) return;
      const isReady = this.hasKeyboard() && page.editable && !this.byFinger;
      const target = isReady ? this.writable(this.target()) : null;
      const isNote = target !== null && notes.get(target) !== undefined;
      if (!isNote) writing.stop();
      if (target === null || isNote) titling.stop();
      if (target === null) return;
      if (isNote) writing.wait(target);
      else titling.wait(target);
    });
  }

  /** Where nothing may be written no field waits: whoever types there is told. */
  private writable(target: string | null): string | null {
    return target !== null && this.board.may.element(target, 'change') === null ? target : null;
  }

  /** Lets the note or cluster itself have the focus, until the focus or the selection changes: Tab goes on from there. */
  rest(): void {
    this.isResting = true;
    this.board.writing.stop();
    this.board.titling.stop();
    this.isResting = false;
  }

  private isResting = false;

  /** The focus is on the board, a note or a cluster, or in the field that waits there: on no button, in no other field. */
  private hasKeyboard(): boolean {
    const { activeElement } = document;
    if (this.isResting || activeElement === null) return false;
    return activeElement === this.board.element || activeElement.matches(ITEM);
  }

  private readonly pressed = ({ pointerType }: PointerEvent) => {
    this.byFinger = pointerType === 'touch';
  };
}

const ITEM = `[data-note], [data-cluster], .${ASLEEP}`;
