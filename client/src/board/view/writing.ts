// Which note is being written in, and what happens when writing starts, goes on to the next note and ends.

import { type Accessor, createSignal } from 'solid-js';
import type { Purpose } from '../../half_written/words';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { NOTE_CHARS_MAX } from '../../protocol/session';
import { makeBeside, redo, remove, undo } from '../commands';
import { textOf } from '../model/edits';
import type { Surface } from '../surface';
import { Editor } from './editor';
import { endTakenAway } from './taken_away';

export class Writing {
  readonly id: Accessor<string | null>;
  private readonly writeId: (id: string | null) => void;
  private editor: Editor | null = null;
  /** The note in which the field waits unseen. */
  private waiting: string | null = null;
  /** The note that was made for this writing. */
  private made: string | null = null;

  constructor(private readonly surface: Surface) {
    [this.id, this.writeId] = createSignal<string | null>(null);
    window.visualViewport?.addEventListener('resize', this.keepInView);
  }

  /** Starts writing in a note; typing goes there at once. */
  start(id: string): void {
    const { surface } = this;
    if (!surface.props.editable || this.id() === id) return;
    if (this.waiting !== id) this.put(id);
    surface.titling.end();
    const note = surface.notes.get(id);
    if (this.editor === null || note === undefined) return;
    this.waiting = null;
    this.writeId(id);
    surface.setCurrent(id);
    surface.select([id]);
    surface.undo.stopCapturing();
    surface.world.attached(id)?.element.classList.add('note-editing');
    this.editor.wake();
    surface.sight.revealToWrite(note);
    surface.presence.tell({ editing: id });
  }

  /** Starts writing in a note that was made for that: left empty, it goes again. */
  startNew(id: string): void {
    this.start(id);
    this.made = this.id();
  }

  /** Takes the keyboard in this note, so that the first character typed starts the writing. */
  wait(id: string): void {
    if (this.waiting === id) return;
    this.put(id);
    if (this.editor !== null) this.waiting = id;
    this.editor?.sleep(this.surface.world.attached(id)?.element.getAttribute('aria-description') ?? null);
  }

  /** Writes at the caret of the note that is being written. */
  type(words: string): void {
    if (this.id() !== null) this.editor?.type(words);
  }

  /** Puts a field into the note's paper. */
  private put(id: string): void {
    const { surface } = this;
    this.end();
    const text = textOf(surface.doc, id);
    const paper = surface.world.paper(id);
    if (text === null || paper === undefined) return;
    this.editor = new Editor({
      text,
      label: t('board.noteText'),
      charsMax: NOTE_CHARS_MAX,
      onTooLong: () => surface.props.refuse(t('board.tooLong', { max: NOTE_CHARS_MAX })),
      onKey: this.key,
      onWake: () => {
        this.start(id);
        return this.id() === id;
      },
      onLeave: () => this.stop(),
      onUndo: (direction) => (direction === 'undo' ? undo(surface) : redo(surface)),
    });
    paper.element.append(this.editor.element);
  }

  /** Ends writing, or waiting for it. The note stays selected and current. */
  stop(): void {
    const at = this.id() ?? this.waiting;
    if (!this.end() || at === null) return;
    // What had the keyboard in it keeps it: the focus is not dropped.
    this.surface.world.attached(at)?.element.focus({ preventScroll: true });
  }

  /** Takes the field away, where another one takes the focus; says whether it was in this one. */
  end(): boolean {
    const { editor, surface } = this;
    const id = this.id();
    const hadFocus = editor?.hasFocus() === true;
    this.editor = null;
    this.waiting = null;
    this.made = null;
    if (id !== null) this.writeId(null);
    editor?.close();
    if (id === null) return hadFocus;
    surface.undo.stopCapturing();
    surface.world.attached(id)?.element.classList.remove('note-editing');
    surface.presence.tell({ editing: null });
    return hadFocus;
  }

  /** Ends writing in a note that somebody took away. */
  check(): void {
    const id = this.id() ?? this.waiting;
    if (id !== null && this.surface.notes.get(id) === undefined) this.handOver();
  }

  /** Ends writing that cannot go on here: its words are kept, and the rest of the sentence goes on there. */
  handOver(): void {
    const id = this.id() ?? this.waiting;
    if (id === null) return;
    const purpose: Purpose = { kind: 'note', who: this.surface.props.me, of: id };
    endTakenAway(this.surface, purpose, 'text', {
      editor: this.id() === null ? null : this.editor,
      stop: () => this.stop(),
      end: () => this.end(),
    });
  }

  close(): void {
    this.stop();
    window.visualViewport?.removeEventListener('resize', this.keepInView);
  }

  /** What lies over the board is another than before: what is being written stays clear of it. */
  readonly keepInView = () => {
    const note = this.surface.notes.get(this.id() ?? '');
    if (note !== undefined) this.surface.sight.revealToWrite(note);
  };

  private readonly key = (event: KeyboardEvent) => {
    const id = this.id();
    if (id === null) return;
    const { surface } = this;
    const control = event.ctrlKey || event.metaKey;
    if (keyOf(event) === 'Escape' || (keyOf(event) === 'Enter' && control)) {
      event.preventDefault();
      const isLeftEmpty =
        this.made === id && surface.notes.get(id)?.text === '' && surface.peers.writerOf(id) === null;
      this.stop();
      surface.focus(id);
      if (isLeftEmpty) remove(surface);
    } else if (keyOf(event) === 'Tab' && !event.shiftKey && surface.notes.get(id)?.text !== '') {
      // From an empty note Tab goes on as everywhere, so that nobody is caught making empty notes.
      event.preventDefault();
      makeBeside(surface, id);
    } else if (keyOf(event) === 'Tab' && event.shiftKey) {
      // Back from the note, not from its field into what the field stood in.
      surface.readyToType.rest();
    }
    event.stopPropagation();
  };
}
