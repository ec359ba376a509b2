// Writing in a note or a title: a textarea and a shared text, kept alike while several people type. Until the first character it can
// wait unseen, so that an input method begins its composition there.

import type * as Y from 'yjs';
import { keyOf } from '../../keys/key_of';
import { OWN, patchText } from '../document/edits';
import { caretAfter, countCharacters, patchAfter, patchBetween } from '../document/text_patch';
import { ASLEEP, describe } from '../view/described';

export interface EditorOptions {
  readonly text: Y.Text;
  readonly label: string;
  readonly placeholder?: string;
  readonly charsMax: number;
  /** Something typed would have made the text too long and was left out. */
  onTooLong(): void;
  onKey(event: KeyboardEvent): void;
  /** Something is typed while it waits unseen: says whether it may be. */
  onWake(): boolean;
  /** The writing is over because the focus went elsewhere. */
  onLeave(): void;
  /** Undo was asked for, by its keys or in the browser's own menu. */
  onUndo(direction: 'undo' | 'redo'): void;
}

export class Editor {
  readonly element = document.createElement('textarea');
  /** The shared text as it was when the textarea last agreed with it. */
  private agreed: string;
  private composing = false;
  private asleep = false;
  private written = false;

  constructor(private readonly options: EditorOptions) {
    this.agreed = options.text.toString();
    const { element } = this;
    element.className = 'note-editor';
    element.dir = 'auto';
    element.value = this.agreed;
    element.setAttribute('aria-label', options.label);
    element.placeholder = options.placeholder ?? '';
    element.addEventListener('input', this.typed);
    element.addEventListener('beforeinput', this.aboutToType);
    element.addEventListener('compositionstart', this.composed);
    element.addEventListener('compositionend', this.composed);
    element.addEventListener('keydown', this.pressed);
    element.addEventListener('blur', this.left);
    element.addEventListener('scroll', this.unscroll);
    options.text.observe(this.heard);
  }

  /** Starts writing at the end of the text. */
  focus(): void {
    this.element.focus({ preventScroll: true });
    this.element.setSelectionRange(this.agreed.length, this.agreed.length);
  }

  /** Waits unseen, with the focus: keys are the board's, until one makes a character. It stands for what it is in. */
  sleep(described: string | null): void {
    this.asleep = true;
    describe(this.element, described);
    this.element.classList.add(ASLEEP);
    // For what asks, anywhere on the page, whether somebody writes.
    this.element.setAttribute('data-waits', '');
    this.focus();
  }

  /** Is seen and written in from now on. What is being composed in it goes on. */
  wake(): void {
    this.asleep = false;
    this.element.classList.remove(ASLEEP);
    this.element.removeAttribute('data-waits');
    describe(this.element, null);
    if (document.activeElement !== this.element) this.focus();
  }

  /** Writes at the caret, as if it were typed. */
  type(words: string): void {
    const { element } = this;
    element.setRangeText(words, element.selectionStart, element.selectionEnd, 'end');
    this.typed();
  }

  /** What its writer has written here, with what stood there; null for nothing. */
  words(): string | null {
    const { value } = this.element;
    return (this.written || value !== this.agreed) && value.trim() !== '' ? value : null;
  }

  hasFocus(): boolean {
    return document.activeElement === this.element;
  }

  close(): void {
    this.composing = false;
    this.typed();
    this.options.text.unobserve(this.heard);
    this.element.removeEventListener('blur', this.left);
    this.element.remove();
  }

  private readonly typed = () => {
    // A half-composed word is the input method's; it is shared when it is whole.
    if (this.composing) return;
    const { element, agreed, options } = this;
    const { value } = element;
    if (this.asleep) {
      element.value = agreed;
      return;
    }
    const patch = patchBetween(agreed, value, element.selectionEnd);
    if (patch === null) return;
    if (countCharacters(value) > Math.max(options.charsMax, countCharacters(agreed))) {
      element.value = options.text.toString();
      this.agreed = element.value;
      element.setSelectionRange(patch.at, patch.at + patch.remove);
      options.onTooLong();
      return;
    }
    const shared = options.text.toString();
    const meanwhile = patchBetween(agreed, shared);
    const patches = meanwhile === null ? [patch] : patchAfter(patch, meanwhile);
    this.agreed = value;
    this.written = true;
    patchText(options.text, patches, OWN);
    this.show(options.text.toString(), element.selectionStart, element.selectionEnd);
  };

  private readonly heard = (event: Y.YTextEvent) => {
    if (this.composing) return;
    const { element } = this;
    const shared = this.options.text.toString();
    if (shared === element.value) {
      this.agreed = shared;
      return;
    }
    const start = this.asleep ? shared.length : caretAfter(element.selectionStart, event.delta);
    const end = this.asleep ? shared.length : caretAfter(element.selectionEnd, event.delta);
    this.show(shared, start, end);
  };

  private show(shared: string, start: number, end: number): void {
    this.agreed = shared;
    if (this.element.value === shared) return;
    this.element.value = shared;
    this.element.setSelectionRange(start, end);
  }

  private readonly composed = (event: CompositionEvent) => {
    this.composing = event.type === 'compositionstart';
    if (this.composing && this.asleep) this.options.onWake();
    if (!this.composing) this.typed();
  };

  private readonly pressed = (event: KeyboardEvent) => {
    if (this.asleep) return;
    const direction = undoAskedBy(event);
    if (direction === null) return this.options.onKey(event);
    event.preventDefault();
    event.stopPropagation();
    this.options.onUndo(direction);
  };

  private readonly aboutToType = (event: InputEvent) => {
    if (this.asleep && !(TYPES.has(event.inputType) && this.options.onWake())) {
      event.preventDefault();
      return;
    }
    if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
    event.preventDefault();
    this.options.onUndo(event.inputType === 'historyUndo' ? 'undo' : 'redo');
  };

  private readonly left = () => {
    // Another window took the keyboard: when it comes back, so does the caret.
    if (document.activeElement !== this.element) this.options.onLeave();
  };

  /** The note grows to hold its text, so there is nothing to scroll to. */
  private readonly unscroll = () => {
    this.element.scrollTop = 0;
  };
}

/** Kinds of input that write: a key, an input method, a dictation, an emoji. */
const TYPES: ReadonlySet<string> = new Set([
  'insertText',
  'insertCompositionText',
  'insertFromComposition',
  'insertReplacementText',
]);

/** Ctrl or Cmd with Z, Shift+Z or Y. */
function undoAskedBy(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = keyOf(event).toLowerCase();
  if (key === 'y') return 'redo';
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return null;
}
