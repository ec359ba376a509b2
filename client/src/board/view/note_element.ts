// One note on the screen: a real element with real text.

import type { Item } from '../document/items';
import type { Note } from '../document/note';
import type { Point } from '../document/point';
import { loadLinks, mayHaveLinks } from '../links/addresses';
import type { ReactionCounts } from '../marks_of_session';
import { describeItem } from './described';
import type { Coming, Flight } from './laying';
import { ReactionFlag } from './reaction_flag';
import type { Entry } from './reading_layer';
import { type Writer, WriterFlag } from './writer_flag';

/** What of a note depends on people rather than on the document. */
export interface NoteMarks {
  readonly selected: boolean;
  /** May not be moved by this person now, though others may be. */
  readonly fixed: boolean;
  /** Is the one that the Tab key comes to. */
  readonly current: boolean;
  /** Who else is writing in it, and in which colour they are shown. */
  readonly writer: Writer | null;
  /** The colour of somebody else who has selected it. */
  readonly chosenColor: string | null;
  readonly reactions: ReactionCounts;
  /** Votes that it got in the last vote that is over; 0 for none. */
  readonly votes: number;
  /** Is shown to all. */
  readonly spotlit: boolean;
  /** Is spoken of beside the board, to this person alone. */
  readonly pointed: boolean;
  /** How many notes lie here, with those under it that say nearly the same; 0 where it lies alone. */
  readonly same: number;
  /** Read after the text: colour, reactions, selection, who is writing. */
  readonly description: string;
  /** The name where there is no text. */
  readonly emptyName: string;
  readonly roleName: string;
}

export class NoteElement implements Entry {
  readonly element = document.createElement('div');
  private readonly words = document.createElement('div');
  private readonly flag = new WriterFlag(this.element);
  private readonly reactions = new ReactionFlag(this.element);
  private coming: Coming = 'there';
  private shown: Note | null = null;
  private marks: NoteMarks | null = null;
  private placed: Point | null = null;

  constructor(
    readonly id: string,
    readonly item: () => Item | null,
  ) {
    this.element.className = 'note';
    this.element.dataset.note = id;
    this.element.setAttribute('role', 'listitem');
    this.words.className = 'note-words';
    this.words.dir = 'auto';
    this.element.append(this.words);
  }

  /** Shows the note as it is now, but for its place; touches only what differs. */
  show(note: Note): void {
    const had = this.shown;
    this.shown = note;
    const { element, words } = this;
    if (had?.text !== note.text) {
      words.textContent = note.text;
      if (mayHaveLinks(note.text)) this.link(note.text);
      this.name();
    }
    if (had?.color !== note.color) element.dataset.color = note.color;
    if (had?.fontPx !== note.fontPx) element.style.fontSize = `${note.fontPx}px`;
    if (had?.size !== note.size) element.dataset.size = note.size;
    if (had?.locked !== note.locked) element.classList.toggle('note-locked', note.locked);
    if (had?.height !== note.height) element.style.height = `${note.height}px`;
    if (had?.z !== note.z) element.style.setProperty('--z', String(note.z));
  }

  /** Makes links of the addresses in its words, as soon as it is known how. */
  private link(text: string): void {
    loadLinks().then(
      ({ linkedWords }) => {
        if (this.shown?.text === text) this.words.replaceChildren(...linkedWords(text));
      },
      () => {}, // They stay words.
    );
  }

  place(x: number, y: number): void {
    if (this.placed?.x === x && this.placed.y === y) return;
    this.placed = { x, y };
    this.element.style.translate = `${x}px ${y}px`;
  }

  /** How far it is when it is laid at a reveal. */
  come(coming: Coming, flight: () => Flight | null = () => null): void {
    if (this.coming === coming) return;
    this.coming = coming;
    const from = coming === 'coming' ? flight() : null;
    if (from !== null) {
      const { style } = this.element;
      style.setProperty('--fly-x', `${from.by.x}px`);
      style.setProperty('--fly-y', `${from.by.y}px`);
      style.setProperty('--fly-tilt', `${from.tilt}deg`);
    }
    this.element.classList.toggle('note-waiting', coming === 'waiting');
    this.element.classList.toggle('note-coming', coming === 'coming');
  }

  mark(marks: NoteMarks): void {
    const had = this.marks;
    this.marks = marks;
    const { element } = this;
    if (had?.selected !== marks.selected) element.classList.toggle('note-selected', marks.selected);
    if (had?.fixed !== marks.fixed) element.classList.toggle('note-fixed', marks.fixed);
    if (had?.current !== marks.current) element.tabIndex = marks.current ? 0 : -1;
    if (had?.spotlit !== marks.spotlit) element.classList.toggle('note-spotlit', marks.spotlit);
    if (had?.pointed !== marks.pointed) element.classList.toggle('note-pointed', marks.pointed);
    if (had?.votes !== marks.votes) {
      if (marks.votes > 0) element.dataset.votes = String(marks.votes);
      else delete element.dataset.votes;
    }
    if (had?.same !== marks.same) {
      if (marks.same > 0) element.dataset.same = `×${marks.same}`;
      else delete element.dataset.same;
    }
    this.reactions.show(marks.reactions);
    if (had?.chosenColor !== marks.chosenColor) {
      element.classList.toggle('note-chosen', marks.chosenColor !== null);
      if (marks.chosenColor !== null) element.style.setProperty('--chosen', marks.chosenColor);
    }
    if (had?.writer?.name !== marks.writer?.name || had?.writer?.color !== marks.writer?.color)
      this.flag.show(marks.writer);
    if (had?.roleName !== marks.roleName) element.setAttribute('aria-roledescription', marks.roleName);
    if (had?.description !== marks.description) describeItem(element, marks.description);
    if (had?.emptyName !== marks.emptyName) this.name();
  }

  private name(): void {
    const text = this.shown?.text.trim() ?? '';
    this.element.setAttribute('aria-label', text === '' ? (this.marks?.emptyName ?? '') : text);
  }
}
