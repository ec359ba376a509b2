// What lies under the pointer.

import type { Point } from '../document/point';
import type { Eye, Ground, InPage } from '../parts';
import { toBoard } from '../view/camera';

type Board = Ground & Eye & Pick<InPage, 'element'> & { readonly world: { readonly isFar: boolean } };

/** From the board's top left corner on the screen, in pixels. */
export function placeOn(element: Element, event: MouseEvent): Point {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

export function noteUnder(board: Board, event: MouseEvent): string | null {
  const found = within(event, '[data-note]');
  if (found !== null) return found.dataset.note ?? null;
  if (!board.world.isFar) return null;
  return board.notes.at(toBoard(board.sight.camera(), placeOn(board.element, event)))?.id ?? null;
}

/** A cluster is held by the strip with its title, a stack anywhere. */
export function clusterUnder(event: Event): string | null {
  return clusterOf(within(event, '.cluster-heading, .cluster-stack, .cluster-card'));
}

export const isInField = (event: Event) => event.target instanceof HTMLTextAreaElement;

/** The cluster whose button to collapse or open it is under the pointer. */
export function foldUnder(event: Event): string | null {
  return clusterOf(within(event, '.cluster-fold'));
}

/** Whether a link in a note is under the pointer. */
export const isOnLink = (event: Event) => within(event, '.note-link') !== null;

function clusterOf(part: Element | null): string | null {
  return part?.closest<HTMLElement>('[data-cluster]')?.dataset.cluster ?? null;
}

function within({ target }: Event, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}
