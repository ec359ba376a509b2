// The moment of a reveal: while notes fly, and until somebody touches anything, it is known what was laid.

import { type Accessor, createSignal } from 'solid-js';
import type { ParticipantId } from '../../protocol/session';
import type { Note } from '../document/note';
import type { Rect } from '../document/point';
import { LAYING_AFTER_MS, LAYING_MS_MAX } from './laying';
import { areSeatsSmall, blanketOn, withinBlanket } from './seats';

export interface Revealed {
  readonly notes: number;
  /** Whose they are; nobody where that is not to be known. */
  readonly by: readonly ParticipantId[];
  /** They are still on their way. */
  readonly isFlying: boolean;
}

const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

/** What a board that is there at once asks of what comes later. */
export interface RevealMoment {
  readonly now: Accessor<Revealed | null>;
  begin(laid: readonly Pick<Note, 'by'>[]): void;
  /** Where on this stage notes land, between so many people around it. */
  landing(stage: Rect, people: number): Rect | undefined;
  close(): void;
}

export class Reveals implements RevealMoment {
  readonly now: Accessor<Revealed | null>;
  private readonly write: (revealed: Revealed | null) => void;
  private flying: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    [this.now, this.write] = createSignal<Revealed | null>(null);
  }

  begin(laid: readonly Pick<Note, 'by'>[]): void {
    this.end();
    const by = new Set(laid.flatMap((note) => note.by ?? []));
    const revealed = { notes: laid.length, by: [...by] };
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.write({ ...revealed, isFlying: !isStill });
    if (!isStill) {
      this.flying = setTimeout(
        () => this.write({ ...revealed, isFlying: false }),
        LAYING_AFTER_MS + LAYING_MS_MAX,
      );
    }
    for (const touch of TOUCHES) addEventListener(touch, this.touched, { capture: true, passive: true });
  }

  landing(stage: Rect, people: number): Rect | undefined {
    const blanket = blanketOn(stage, areSeatsSmall(people, stage));
    return blanket === null ? undefined : withinBlanket(blanket);
  }

  close(): void {
    this.touched();
  }

  private end(): void {
    if (this.flying !== null) clearTimeout(this.flying);
    this.flying = null;
    for (const touch of TOUCHES) removeEventListener(touch, this.touched, { capture: true });
  }

  private readonly touched = () => {
    this.end();
    this.write(null);
  };
}
