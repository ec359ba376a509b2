// What is asked of a board before it is here is done once it is: whoever opens a link and begins at once is not passed over.

export class FirstWish {
  private wished: (() => void) | null = null;

  constructor(private readonly isHere: () => boolean) {}

  /** Does it now, or once the board is here. Of several wishes the last is meant. */
  ask(deed: () => void): void {
    if (this.isHere()) deed();
    else this.wished = deed;
  }

  /** The board is here, and where one looks is settled. */
  fulfil(): void {
    const deed = this.wished;
    this.wished = null;
    deed?.();
  }
}
