// What lies open at the right side of the room: one thing at a time, of those that this person has.

import type { LucideProps } from 'lucide-solid';
import { type Accessor, createRoot, createSignal, type JSX, onCleanup } from 'solid-js';

export const SIDES = ['workshop', 'suggestions', 'history'] as const;

export type Side = (typeof SIDES)[number];

/** How one of them is called and opened: in the room's menu, and on the side's own head. */
export interface SideFace {
  readonly icon: (props: LucideProps) => JSX.Element;
  name(): string;
  /** In a word, on the side's own head; else its name. */
  word?(): string;
  /** What waits in it, in words; empty for nothing. */
  waits?(): string;
  open(): void;
}

const [side, setSide] = createRoot(() => createSignal<Side | null>(null));
const [faces, setFaces] = createRoot(() => createSignal<ReadonlyMap<Side, SideFace>>(new Map()));
const [sidePlace, setSidePlace] = createRoot(() => createSignal<HTMLElement>());

/** Where it stands in the room. */
export { setSidePlace, side, sidePlace };

/** Opens a panel, in place of the one that is open. */
export function openSide(panel: Side): void {
  setSide(panel);
}

/** Closes a panel, if it is the one that is open. */
export function closeSide(panel: Side): void {
  setSide((open) => (open === panel ? null : open));
}

/** This person has it, as long as what offers it is there. */
export function offerSide(panel: Side, face: SideFace): void {
  setFaces((before) => new Map(before).set(panel, face));
  onCleanup(() =>
    setFaces((before) => {
      const left = new Map(before);
      if (left.get(panel) === face) left.delete(panel);
      return left;
    }),
  );
}

/** Those that this person has, in the order in which they stand. */
export const offered: Accessor<readonly (readonly [Side, SideFace])[]> = () =>
  SIDES.flatMap((panel) => {
    const face = faces().get(panel);
    return face === undefined ? [] : [[panel, face] as const];
  });

/** How far it reaches in over the board: on a phone it covers it for as long as it is open. */
export function besideBoard({ left }: DOMRect): { readonly right: number } | null {
  return left > 0 ? { right: innerWidth - left } : null;
}
