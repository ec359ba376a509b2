// The space bar: held it moves the board with the pointer, tapped it does what the key says. Plain.

import type { Command } from './keys';

export class SpaceBar {
  private held = false;
  private used = false;
  /** What it does, unless the board is moved with it. */
  private means: Command | null = null;

  constructor(
    private readonly perform: (command: Command) => void,
    private readonly onHeld: (held: boolean) => void,
  ) {}

  isHeld(): boolean {
    return this.held;
  }

  down(means: Command | null): void {
    this.held = true;
    this.used = false;
    this.means = means;
    this.onHeld(true);
  }

  /** Another key is pressed: quick fingers press the next letter before they have let go of the space bar. */
  beforeKey(): void {
    if (this.held && !this.used && this.means?.do === 'writeSpace') this.use();
  }

  /** The board is moved with it. */
  beforePress(): void {
    if (this.held) this.used = true;
  }

  /** It is let go; `isOurs` where the focus still is on the board. */
  up(isOurs: boolean): void {
    if (!this.held) return;
    this.release();
    if (!this.used && isOurs) this.use();
  }

  release(): void {
    this.held = false;
    this.onHeld(false);
  }

  private use(): void {
    this.used = true;
    if (this.means !== null) this.perform(this.means);
    this.means = null;
  }
}
