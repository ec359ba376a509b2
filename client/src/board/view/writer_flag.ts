// The small flag with the name of who is writing, on a note or on a cluster's title.

/** Somebody else who writes, and the colours they are shown in. */
export interface Writer {
  readonly name: string;
  readonly color: string;
  readonly ink: string;
}

export class WriterFlag {
  private flag: HTMLElement | null = null;

  constructor(private readonly on: HTMLElement) {}

  /** Shows who writes; nobody takes the flag away. Screen readers hear it in the description. */
  show(writer: Writer | null): void {
    this.flag?.remove();
    this.flag = null;
    if (writer === null) return;
    this.flag = document.createElement('div');
    this.flag.className = 'note-writer';
    this.flag.textContent = writer.name;
    this.flag.style.setProperty('--paper', writer.color);
    this.flag.style.setProperty('--ink', writer.ink);
    this.flag.setAttribute('aria-hidden', 'true');
    this.on.append(this.flag);
  }
}
