// A field on the board: where it waits for the first letter, writing in it, and what happens when that ends. Notes and titles differ
// only in what they are; see `writing.ts` and `titling.ts`.

import { type Accessor, createSignal } from 'solid-js';
import type * as Y from 'yjs';
import type { FieldName, Purpose } from '../../half_written/words';
import { keyOf } from '../../keys/key_of';
import { isAllowed } from '../commands/allowed';
import { redo, undo } from '../commands/history';
import type { Rect } from '../document/point';
import type { Around, BoardDocument, Eye, Field, Presenting, Selection } from '../parts';
import { Editor } from './editor';
import type { RestOfWord } from './rest_of_word';
import { endTakenAway } from './taken_away';

/** What a field needs of the board. */
export type FieldBoard = BoardDocument &
  Selection &
  Eye &
  Presenting &
  Around<'editable' | 'refuse' | 'explain' | 'standing' | 'announce' | 'keepWords'> & {
    readonly restOfWord: Pick<RestOfWord, 'begin'>;
    readonly readyToType: { rest(): void };
  };

/** What is written in. */
export interface Written {
  readonly label: string;
  readonly placeholder?: string;
  readonly charsMax: number;
  /** Said when something typed would have made it too long. */
  readonly tooLong: string;
  /** The class of its element while it is written in. */
  readonly editingClass: string;
  /** Null where there is no such thing (any more). */
  text(id: string): Y.Text | null;
  /** Puts the field into the page, where it belongs; false where there is no place for it. */
  put(id: string, field: HTMLTextAreaElement): boolean;
  /** Its element, while that is in the page. */
  element(id: string): HTMLElement | undefined;
  /** What has to be seen while it is written in. */
  place(id: string): Rect | undefined;
  select(id: string): void;
  /** Ends what is written elsewhere on the board. */
  endOther(): void;
  /** A key in the field that is not undo's; `isNew` where the thing was made for this writing. */
  key(event: KeyboardEvent, id: string, isNew: boolean): void;
  /** Writing has ended. */
  ended(id: string): void;
  /** What its words are kept as, when somebody takes it away. */
  purpose(id: string): Purpose;
  readonly keptAs: FieldName;
}

export class BoardField implements Field {
  readonly id: Accessor<string | null>;
  private readonly writeId: (id: string | null) => void;
  private editor: Editor | null = null;
  /** Where the field waits unseen. */
  private waiting: string | null = null;
  private isStill = false;
  /** What was made for this writing. */
  private made: string | null = null;

  constructor(
    private readonly board: FieldBoard,
    private readonly written: Written,
  ) {
    [this.id, this.writeId] = createSignal<string | null>(null);
    window.visualViewport?.addEventListener('resize', this.keepInView);
  }

  /** Comes closer where words would be too small; `isStill` leaves the camera where it is, unless the field would be out of sight. */
  start(id: string, isStill = false): void {
    const { board, written } = this;
    this.isStill = isStill;
    if (!board.page.editable || this.id() === id || !isAllowed(board, board.may.element(id, 'change')))
      return;
    if (this.waiting !== id) this.put(id);
    written.endOther();
    const place = written.place(id);
    if (this.editor === null || place === undefined) return;
    this.waiting = null;
    this.writeId(id);
    board.setCurrent(id);
    written.select(id);
    board.undo.stopCapturing();
    written.element(id)?.classList.add(written.editingClass);
    this.editor.wake();
    this.keepInView();
    board.presence.tell({ editing: id });
  }

  /** Starts writing in what was made for that. */
  startNew(id: string): void {
    this.start(id);
    this.made = this.id();
  }

  wait(id: string): void {
    if (this.waiting === id) return;
    this.put(id);
    if (this.editor !== null) this.waiting = id;
    this.editor?.sleep(this.written.element(id)?.getAttribute('aria-description') ?? null);
  }

  type(words: string): void {
    if (this.id() !== null) this.editor?.type(words);
  }

  private put(id: string): void {
    const { board, written } = this;
    this.end();
    const text = written.text(id);
    if (text === null) return;
    const editor = new Editor({
      text,
      label: written.label,
      placeholder: written.placeholder ?? '',
      charsMax: written.charsMax,
      onTooLong: () => board.page.refuse(written.tooLong),
      onKey: this.key,
      onWake: () => {
        this.start(id);
        return this.id() === id;
      },
      onLeave: () => this.stop(),
      onUndo: (direction) => (direction === 'undo' ? undo(board) : redo(board)),
    });
    if (written.put(id, editor.element)) this.editor = editor;
    else editor.close();
  }

  /** Ends writing, or waiting for it. What was written in stays selected and current. */
  stop(): void {
    const at = this.id() ?? this.waiting;
    if (!this.end() || at === null) return;
    // What had the keyboard in it keeps it: the focus is not dropped.
    this.written.element(at)?.focus({ preventScroll: true });
  }

  /** Takes the field away, where another one takes the focus; says whether it was in this one. */
  end(): boolean {
    const { editor, board, written } = this;
    const id = this.id();
    const hadFocus = editor?.hasFocus() === true;
    this.editor = null;
    this.waiting = null;
    this.made = null;
    if (id !== null) this.writeId(null);
    editor?.close();
    if (id === null) return hadFocus;
    board.undo.stopCapturing();
    written.element(id)?.classList.remove(written.editingClass);
    board.presence.tell({ editing: null });
    written.ended(id);
    return hadFocus;
  }

  /** Ends writing in what somebody took away. */
  check(): void {
    const id = this.id() ?? this.waiting;
    if (id !== null && this.written.place(id) === undefined) this.handOver();
  }

  /** Ends writing that cannot go on here: its words are kept, and the rest of the sentence goes on there. */
  handOver(): void {
    const id = this.id() ?? this.waiting;
    if (id === null) return;
    endTakenAway(this.board, this.written.purpose(id), this.written.keptAs, {
      editor: this.id() === null ? null : this.editor,
      stop: () => this.stop(),
      end: () => this.end(),
    });
  }

  close(): void {
    this.stop();
    window.visualViewport?.removeEventListener('resize', this.keepInView);
  }

  /** What lies over the board is another than before: what is being written in stays clear of it. */
  readonly keepInView = () => {
    const id = this.id();
    const place = id === null ? undefined : this.written.place(id);
    if (place === undefined) return;
    if (this.isStill) this.board.sight.reveal(place);
    else this.board.sight.revealToWrite(place);
  };

  private readonly key = (event: KeyboardEvent) => {
    const id = this.id();
    if (id === null) return;
    // Back from what is written in, not from its field into what the field stands in.
    if (keyOf(event) === 'Tab' && event.shiftKey) this.board.readyToType.rest();
    else this.written.key(event, id, this.made === id);
    event.stopPropagation();
  };
}
