// What is asked of a board before it is here is done once it is: whoever opens a link and begins at once is not passed over.

export class EarlyRequest {
  private waiting: (() => void) | null = null;

  constructor(private readonly isHere: () => boolean) {}

  /** Does it now, or once the board is here. Of several requests the last is meant. */
  ask(deed: () => void): void {
    if (this.isHere()) deed();
    else this.waiting = deed;
  }

  /** The board is here, and where one looks is settled. */
  run(): void {
    const deed = this.waiting;
    this.waiting = null;
    deed?.();
  }
}
