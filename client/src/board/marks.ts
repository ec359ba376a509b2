// What people do to notes and clusters just now, and what those are called, for the eye and for the ear.

import { t } from '../i18n';
import type { Cluster } from './document/cluster';
import type { Note } from './document/note';
import type { Sections } from './document/sections';
import type { SessionMarks } from './marks_of_session';
import type { Around, BoardDocument, Ground, Others, Selection } from './parts';
import { otherRightIn, rightWhere } from './rights/rights';
import { titleFor } from './titles';
import type { ClusterMarks } from './view/cluster_element';
import type { NoteMarks } from './view/note_element';

/** What of people and of the session shows on notes. */
type Board = Ground &
  Pick<Selection, 'selection' | 'current' | 'chosen'> &
  Pick<Others, 'peers'> &
  Pick<BoardDocument, 'may'> &
  Around<'editable' | 'standing'> & {
    readonly sections: Pick<Sections, 'of'>;
    readonly sessionMarks: () => SessionMarks;
    /** The notes that are spoken of beside the board. */
    readonly pointed: () => ReadonlySet<string>;
  };

export function noteMarksOf(board: Board, note: Note): NoteMarks {
  const selected = board.selection().has(note.id);
  const writer = board.peers.writerOf(note.id);
  const cluster = board.clusters.of(note);
  const { reactions, spotlight, votes, votesAreOwn } = board.sessionMarks();
  const counts = reactions.get(note.id) ?? [];
  const under = board.notes.under(note.id).length;
  const description = [t(`board.${note.color}`)];
  if (under > 0) description.push(t('board.same', { count: under + 1 }));
  if (spotlight === note.id) description.push(t('board.spotlit'));
  for (const [reaction, count] of counts) description.push(t(`board.${reaction}`, { count }));
  const voted = votes.get(note.id) ?? 0;
  if (voted > 0) description.push(t(votesAreOwn ? 'board.votedByMe' : 'board.voted', { count: voted }));
  const section = board.sections.of(note);
  if (section !== undefined && section.title !== '') {
    description.push(t('board.inSection', { title: section.title }));
    const right = otherRightWords(board, section.id);
    if (right !== null) description.push(right);
  }
  if (cluster !== undefined) description.push(t('clusters.within', { title: titleFor(cluster) }));
  const { page, may } = board;
  if (note.locked) description.push(t('board.locked'));
  else if (page.editable && may.note(note, 'change') !== null) description.push(t('board.fixed'));
  const pointed = board.pointed().has(note.id);
  if (pointed) description.push(t('board.marked'));
  if (selected) description.push(t('board.selected'));
  if (writer !== null) description.push(t('board.editing', { name: writer.name }));
  return {
    selected,
    fixed: page.editable && may.note(note, 'move') !== null,
    current: board.current() === note.id,
    chosenColor: board.peers.chooserOf(note.id),
    writer,
    reactions: counts,
    votes: voted,
    same: under === 0 ? 0 : under + 1,
    spotlit: spotlight === note.id,
    pointed,
    description: description.join(', '),
    emptyName: t('board.emptyNote'),
    roleName: t('board.note'),
  };
}

/** What may be done in a section, where that is something else than elsewhere. */
export function otherRightWords({ page }: Around<'standing'>, section: string): string | null {
  const right = otherRightIn(page.standing, section);
  return right === null ? null : t(`board.here_${rightWhere(page.standing.done, right)}`);
}

type ClusterMarksBoard = Ground &
  Pick<Selection, 'chosen' | 'current'> &
  Pick<Others, 'peers'> &
  Pick<BoardDocument, 'may'> &
  Around<'editable'> & {
    readonly dragging: { target(): string | null };
    readonly sessionMarks: () => SessionMarks;
  };

export function clusterMarksOf(board: ClusterMarksBoard, cluster: Cluster): ClusterMarks {
  const selected = board.chosen() === cluster.id;
  const writer = board.peers.writerOf(cluster.id);
  const count = board.clusters.sizeOf(cluster.id);
  const description = [t(`board.${cluster.color}`)];
  if (cluster.folded) description.push(t('clusters.collapsed'));
  const { votes, votesAreOwn } = board.sessionMarks();
  const voted = votes.get(cluster.id) ?? 0;
  if (voted > 0) description.push(t(votesAreOwn ? 'board.votedByMe' : 'board.voted', { count: voted }));
  const { page, may } = board;
  const isChangeable = page.editable && may.cluster(cluster, 'change') === null;
  if (page.editable && !isChangeable) description.push(t('board.fixed'));
  if (selected) description.push(t('board.selected'));
  if (writer !== null) description.push(t('board.editing', { name: writer.name }));
  return {
    selected,
    fixed: page.editable && may.cluster(cluster, 'move') !== null,
    foldable: page.editable && may.cluster(cluster, 'move') === null,
    current: board.current() === cluster.id,
    chosenColor: board.peers.chooserOf(cluster.id),
    writer,
    target: board.dragging.target() === cluster.id,
    votes: voted,
    name: t('clusters.named', { title: titleFor(cluster), notes: t('clusters.notes', { count }) }),
    description: description.join(', '),
    roleName: t('clusters.cluster'),
    placeholder: isChangeable ? t('clusters.placeholder') : '',
    foldName: t(cluster.folded ? 'clusters.open' : 'clusters.collapse'),
  };
}
