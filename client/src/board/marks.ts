// What people do to notes and clusters just now, and what those are called, for the eye and for the ear.

import { t } from '../i18n';
import type { Cluster } from './model/cluster';
import type { Note } from './model/note';
import type { Surface } from './surface';
import type { ClothMarks } from './view/cluster_cloth';
import type { PaperMarks } from './view/paper';

export function marksOf(surface: Surface, note: Note): PaperMarks {
  const selected = surface.selection().has(note.id);
  const writer = surface.peers.writerOf(note.id);
  const cluster = surface.clusters.of(note);
  const { reactions, spotlight } = surface.sessionMarks();
  const counts = reactions.get(note.id) ?? [];
  const under = surface.notes.under(note.id).length;
  const description = [t(`board.${note.color}`)];
  if (under > 0) description.push(t('board.same', { count: under + 1 }));
  if (spotlight === note.id) description.push(t('board.spotlit'));
  for (const [reaction, count] of counts) description.push(t(`board.${reaction}`, { count }));
  const section = surface.sections.of(note);
  if (section !== undefined && section.title !== '') {
    description.push(t('board.inSection', { title: section.title }));
  }
  if (cluster !== undefined) description.push(t('clusters.within', { title: titleFor(cluster) }));
  if (selected) description.push(t('board.selected'));
  if (writer !== null) description.push(t('board.editing', { name: writer.name }));
  return {
    selected,
    current: surface.current() === note.id,
    chosenColor: surface.peers.chooserOf(note.id),
    writer,
    reactions: counts,
    same: under === 0 ? 0 : under + 1,
    spotlit: spotlight === note.id,
    pointed: surface.pointed() === note.id,
    description: description.join(', '),
    emptyName: t('board.emptyNote'),
    roleName: t('board.note'),
  };
}

export function clothMarksOf(surface: Surface, cluster: Cluster): ClothMarks {
  const selected = surface.chosen() === cluster.id;
  const writer = surface.peers.writerOf(cluster.id);
  const count = surface.clusters.sizeOf(cluster.id);
  const description = [t(`board.${cluster.color}`)];
  if (cluster.folded) description.push(t('clusters.collapsed'));
  if (selected) description.push(t('board.selected'));
  if (writer !== null) description.push(t('board.editing', { name: writer.name }));
  return {
    selected,
    current: surface.current() === cluster.id,
    chosenColor: surface.peers.chooserOf(cluster.id),
    writer,
    target: surface.dragging.target() === cluster.id,
    name: t('clusters.named', { title: titleFor(cluster), notes: t('clusters.notes', { count }) }),
    description: description.join(', '),
    roleName: t('clusters.cluster'),
    placeholder: surface.props.editable ? t('clusters.placeholder') : '',
    foldName: t(cluster.folded ? 'clusters.open' : 'clusters.collapse'),
  };
}

/** A title to speak of the cluster by. */
export function titleFor(cluster: Cluster): string {
  return cluster.title === '' ? t('clusters.untitled') : cluster.title;
}
