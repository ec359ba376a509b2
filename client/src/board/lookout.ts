// Where one looks on the board, for those around it who lead others there: the one seam between the two.

import { createEffect, createRoot, createSignal, onCleanup, untrack } from 'solid-js';
import type { BoardView, ElementId, ParticipantId } from '../protocol/session';
import type { Rect } from './model/point';
import type { Surface } from './surface';
import type { Cover } from './view/sight';

export interface Lookout {
  /** The part of the board that this screen shows. */
  seen(): BoardView;
  /** Looks there, all of it, as close as it fits; at once where motion is reduced. */
  goTo(view: BoardView): void;
  /** True while one looks where one was led, and has not moved by oneself since. */
  led(): boolean;
  /** True while a note or title is being written or something is dragged: nobody is led away from that. */
  isBusy(): boolean;
  /** Where somebody else looks; null while they do not tell. */
  viewOf(participant: ParticipantId): BoardView | null;
  /** Something lies over the board, and what one is led to keeps clear of it; null once it is gone. */
  cover(by: string, cover: Cover | null): void;
  /** Tells others where this screen looks, from now on or no more. */
  tell(on: boolean): void;
  /** The text of a note or the title of a cluster; null when it is not there. */
  textOf(element: ElementId): string | null;
}

const [lookout, setLookout] = createRoot(() => createSignal<Lookout | null>(null));

/** The lookout of the board that is on the page; null while there is none. */
export { lookout };

/** Makes the board's lookout the page's, until whoever calls this is cleaned up. */
export function keepLookout(surface: Surface): void {
  const made = lookoutOf(surface);
  setLookout(made);
  onCleanup(() => setLookout((current) => (current === made ? null : current)));
}

function lookoutOf(surface: Surface): Lookout {
  const { sight, notes, peers, presence } = surface;
  const [telling, setTelling] = createSignal(false);
  createEffect(() => {
    presence.tell({ view: telling() ? viewOf(sight.clearly()) : null });
  });
  return {
    seen: () => viewOf(sight.clearly()),
    goTo: (view) => sight.follow(rectOf(view)),
    led: sight.led,
    isBusy: () => surface.isAtWork(),
    // In an anonymous room presence names nobody, and the server lets the leader's view through alone.
    viewOf: (participant) => peers.views().get(participant) ?? peers.views().get('') ?? null,
    cover: (by, cover) => sight.cover(by, cover),
    tell: (on) => setTelling(on),
    textOf: (element) =>
      untrack(() => notes.get(element)?.text ?? surface.clusters.get(element)?.title ?? null),
  };
}

/** Whole board units, as the server keeps them. */
export function viewOf({ x, y, width, height }: Rect): BoardView {
  return {
    center: [Math.round(x + width / 2), Math.round(y + height / 2)],
    size: [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))],
  };
}

export function rectOf({ center: [x, y], size: [width, height] }: BoardView): Rect {
  return { x: x - width / 2, y: y - height / 2, width, height };
}
