// Writing a cluster's title, in place on it.

import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { carryOut, NO_CHANGE, titleOf } from '../document/cluster_plan';
import { headingOf } from '../document/cluster_rect';
import { CLUSTER_TITLE_CHARS_MAX } from '../limits';
import type { Around, BoardDocument, Focus, InPage } from '../parts';
import { BoardField, type FieldBoard } from './board_field';

type Board = FieldBoard & Focus & InPage & Around<'me'>;

/** The field for titles; `endWriting` ends writing in a note. */
export function fieldForTitles(board: Board, endWriting: () => void): BoardField {
  const field: BoardField = new BoardField(board, {
    get label() {
      return t('clusters.title');
    },
    get placeholder() {
      return t('clusters.placeholder');
    },
    charsMax: CLUSTER_TITLE_CHARS_MAX,
    get tooLong() {
      return t('clusters.tooLong', { max: CLUSTER_TITLE_CHARS_MAX });
    },
    editingClass: 'cluster-editing',
    text: (id) => (board.clusters.get(id) === undefined ? null : titleOf(board.doc, id)),
    put(id, element) {
      const heading = board.world.clusterElement(id)?.heading;
      if (heading === undefined) return false;
      element.classList.add('cluster-editor');
      element.rows = 1;
      heading.insertBefore(element, heading.lastChild);
      return true;
    },
    element: (id) => board.world.attachedCluster(id)?.element,
    place(id) {
      const rect = board.clusters.get(id) === undefined ? undefined : board.clusters.rectOf(id);
      return rect === undefined ? undefined : headingOf(rect);
    },
    select: (id) => board.selectCluster(id),
    endOther: endWriting,
    key(event, id) {
      if (keyOf(event) !== 'Escape' && keyOf(event) !== 'Enter') return;
      event.preventDefault();
      field.stop();
      board.focus(id);
    },
    ended: (id) => forgetNothing(board, id),
    purpose: (of) => ({ kind: 'clusterTitle', who: board.page.me, of }),
    keptAs: 'title',
  });
  return field;
}

/** A cluster with neither notes nor a title is nothing that anybody would look for. */
function forgetNothing({ doc, clusters, may }: BoardDocument, id: string): void {
  if (clusters.get(id)?.title !== '' || clusters.sizeOf(id) > 0) return;
  carryOut(doc, may.within({ ...NO_CHANGE, remove: [id] }));
}
