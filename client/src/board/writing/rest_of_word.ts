// Keys of somebody whose field went away in the middle of a word: the rest of the word is no command. Plain.

/** Keys that nobody types in a word: whoever presses one has seen that the field is gone. */
const MEANT = /^(Tab|Escape|Arrow)/;

export class RestOfWord {
  private isOn = false;

  /** A field has gone from under its writer. */
  begin(): void {
    this.isOn = true;
  }

  /** Its writer does something else: presses on something, or comes from elsewhere. */
  end(): void {
    this.isOn = false;
  }

  /** Whether this key is the rest of a word, for nobody to hear. */
  takes(key: string): boolean {
    if (MEANT.test(key)) this.isOn = false;
    return this.isOn;
  }

  /** Whether what is pasted or cut was meant for the field. */
  get on(): boolean {
    return this.isOn;
  }
}
