// Puts things back on the board of a room, and has it told: one change, which one undo takes away.

import type { OpenBoard } from '../board/open_board';
import { t } from '../i18n';
import { refuse, tell } from '../messages/messages';
import type { ElementId } from '../protocol/session';
import type { Session } from '../session/session';
import { type BinItem, fetchHistory } from './answers';
import { type Moment, momentsOf, presentIn } from './moment';
import { countIn, type PuttingBack, planOfBin, planOfMoment, type Scope } from './plan';
import { momentText } from './times';
import { putBack } from './write';

export type RestoringBoard = Pick<OpenBoard, 'change'>;

/** Puts back what lies in the bin; how many that were. */
export async function putBackFromBin(
  board: RestoringBoard,
  session: Session,
  items: readonly BinItem[],
): Promise<number> {
  const members = await membersIn(session, items);
  const { count, action } = write(board, (present) =>
    planOfBin(present, items, (cluster) => members.get(cluster) ?? []),
  );
  if (count === 0) tell(t('history.nothingLeft'));
  else {
    tell(t('history.youPutBack', { count }), action);
    void session.send({ do: 'tellPutBack', count, atMs: null });
  }
  return count;
}

/** Puts back a moment, or part of it; how much that was. */
export function putBackMoment(
  board: RestoringBoard,
  session: Session,
  moment: Moment,
  atMs: number,
  scope: Scope,
): number {
  const { count, action } = write(board, (present) => planOfMoment(present, moment, scope));
  if (count === 0) tell(t('history.nothingToPutBack'));
  else {
    tell(t('history.youPutBackTo', { time: momentText(atMs) }), action);
    void session.send({ do: 'tellPutBack', count, atMs });
  }
  return count;
}

/** Writes it, with the way to take it back. */
function write(board: RestoringBoard, planFor: (present: Moment) => PuttingBack) {
  let count = 0;
  const takeBack = board.change((doc) => {
    const plan = planFor(presentIn(doc));
    count = countIn(plan);
    putBack(doc, plan);
  });
  const run = () => {
    if (!takeBack()) refuse(t('history.undoFirst'));
  };
  return { count, action: { label: t('app.undo'), run } };
}

/** Which notes were in the clusters among these when they went, as far as the history knows. */
async function membersIn(
  session: Session,
  items: readonly BinItem[],
): Promise<ReadonlyMap<ElementId, readonly ElementId[]>> {
  const members = new Map<ElementId, ElementId[]>();
  for (const { root, key, whole, atMs } of items) {
    if (root !== 'clusters' || !whole || members.has(key)) continue;
    const before = await fetchHistory(session.room, atMs);
    const [then] = momentsOf(before?.frames.slice(0, 1) ?? []);
    members.set(
      key,
      [...(then?.notes ?? [])].flatMap(([id, fields]) => (fields.get('cluster') === key ? [id] : [])),
    );
  }
  return members;
}
