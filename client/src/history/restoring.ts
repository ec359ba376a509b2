// Puts things back on the board of a room, and has it told: one change, which one undo takes away.

import type { OpenBoard } from '../board/open_board';
import { t } from '../i18n';
import { refuse, tell } from '../messages/messages';
import type { Session } from '../session/session';
import type { BinItem } from './answers';
import { type Moment, presentIn } from './moment';
import { countIn, type PuttingBack, planOfBin, planOfMoment, type Scope } from './plan';
import { momentText } from './times';
import { putBack } from './write';

export type RestoringBoard = Pick<OpenBoard, 'change'>;

/** Puts back what lies in the bin; how many that were. */
export function putBackFromBin(board: RestoringBoard, session: Session, items: readonly BinItem[]): number {
  const { count, action } = write(board, (present) => planOfBin(present, items));
  if (count === 0) tell(t('history.nothingLeft'));
  else {
    tell(t('history.youPutBack', { count }), action, 'ownPutBack');
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
    // Only the whole board is as it was then.
    const isAll = scope.of === 'all';
    const said = isAll
      ? t('history.youPutBackTo', { time: momentText(atMs) })
      : t('history.youPutBack', { count });
    tell(said, action, 'ownPutBack');
    void session.send({ do: 'tellPutBack', count, atMs: isAll ? atMs : null });
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
