// What is open over the board.

import { createSignal } from 'solid-js';
import type { Point } from './document/point';
import type { TakingAway } from './parts';

export type Opened = ReturnType<typeof createOpened>;

/** A question that is open. */
interface Asked {
  readonly question: TakingAway;
  takeAway(): void;
}

/** A field that waits for typing, until the focus shall go elsewhere. */
interface WaitingField {
  readonly readyToType: { rest(): void };
}

/** It gives the focus back to what had it: to a note or cluster, not to the field that waited there. */
export function createOpened(board: () => WaitingField | undefined) {
  const [shortcuts, setShortcuts] = createSignal(false);
  const [moving, setMoving] = createSignal(false);
  const [menu, setMenu] = createSignal<{ at: Point | null } | null>(null);
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const [reading, setReading] = createSignal<string | null>(null);
  const [areasAsked, setAreasAsked] = createSignal(0);
  return {
    reading,
    /** Reads a cluster note by note. */
    read(cluster: string): void {
      board()?.readyToType.rest();
      setReading(cluster);
    },
    closeReading: () => setReading(null),
    areasAsked,
    /** Makes a new area where one looks, to be named at once. */
    newArea(): void {
      board()?.readyToType.rest();
      setAreasAsked((count) => count + 1);
    },
    shortcuts,
    moving,
    menu,
    asked,
    /** Asks before something goes that others miss. */
    askBefore(question: TakingAway, takeAway: () => void): void {
      board()?.readyToType.rest();
      setAsked({ question, takeAway });
    },
    /** A dialog says a little later that it was closed: the next question may be open by then. */
    closeAsked: (closed: Asked) => setAsked((open) => (open === closed ? null : open)),
    openShortcuts(): void {
      board()?.readyToType.rest();
      setShortcuts(true);
    },
    openMoving(): void {
      board()?.readyToType.rest();
      setMoving(true);
    },
    openMenu(at: Point | null): void {
      board()?.readyToType.rest();
      setMenu({ at });
    },
    closeShortcuts: () => setShortcuts(false),
    closeMoving: () => setMoving(false),
    closeMenu: () => setMenu(null),
  };
}
