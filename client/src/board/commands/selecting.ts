// Selecting notes and clusters, and walking among them by keyboard.

import { t } from '../../i18n';
import { firstItem, itemAlong, itemOfCluster, itemOfNote, itemTowards, lastItem } from '../document/items';
import type { Direction } from '../document/reading_order';
import type { Around, Eye, Focus, Ground, Selection } from '../parts';

export function selectAll(board: Ground & Selection & Around<'announce'>): void {
  board.select([...board.notes.shown()].map((note) => note.id));
  board.page.announce(t('board.selection', { count: board.selection().size }));
}

/** Selects the current note, or takes it out of the selection; a cluster is selected alone. */
export function toggle(board: Ground & Selection & Around<'announce'>): void {
  const id = board.current();
  if (id === null) return;
  const cluster = board.notes.get(id) === undefined ? board.clusters.get(id) : undefined;
  if (cluster !== undefined) {
    board.selectCluster(board.chosen() === id ? null : id);
    const isChosen = board.chosen() === id;
    board.page.announce(t(isChosen ? 'clusters.selected' : 'board.nothingSelected'));
    return;
  }
  const ids = new Set(board.selection());
  if (!ids.delete(id)) ids.add(id);
  board.select(ids);
  board.page.announce(
    ids.size === 0 ? t('board.nothingSelected') : t('board.selection', { count: ids.size }),
  );
}

/** Selects this note or cluster, and nothing else. */
export function selectOnly(board: Ground & Selection, id: string): void {
  if (board.notes.get(id) === undefined) board.selectCluster(id);
  else board.select([id]);
}

export function clearSelection(board: Selection & Around<'announce'>): void {
  if (board.selection().size === 0 && board.chosen() === null) return;
  board.selectCluster(null);
  board.page.announce(t('board.nothingSelected'));
}

/** To the nearest note or cluster that way; the first step only comes to the board. */
export function walk(board: Ground & Selection & Focus, direction: Direction): void {
  const { clusters, notes } = board;
  const note = notes.get(board.current() ?? '');
  const cluster = clusters.get(board.current() ?? '');
  const from = note === undefined ? cluster && itemOfCluster(clusters, cluster) : itemOfNote(clusters, note);
  if (from === undefined) return;
  const next = board.isFocusWithin() ? itemTowards(clusters, from, direction) : from;
  if (next !== undefined) board.focus(next.place.id);
}

export function read(board: Ground & Selection & Focus, to: 'next' | 'previous' | 'first' | 'last'): void {
  const { clusters } = board;
  const next =
    to === 'first'
      ? firstItem(clusters)
      : to === 'last'
        ? lastItem(clusters)
        : itemAlong(clusters, board.current(), to === 'next' ? 1 : -1);
  if (next !== undefined) board.focus(next.place.id);
}

export function fitAll(board: Eye): void {
  board.sight.fit(board.everything());
}
