// Puts things back on the board of a room, and has it told: one change, which one undo takes away.

import type * as Y from 'yjs';
import type { OpenBoard } from '../board/open_board';
import { t } from '../i18n';
import { dismiss, refuse, tell } from '../messages/messages';
import type { Session } from '../session/session';
import type { BinItem } from './answers';
import { type Moment, presentIn } from './moment';
import { countIn, type PuttingBack, planOfBin, planOfMoment, type Scope } from './plan';
import { whenStepOver } from './step_over';
import { momentText } from './times';
import { putBack } from './write';

export type RestoringBoard = Pick<OpenBoard, 'change'>;

/** Puts back what lies in the bin; how many that were. */
export function putBackFromBin(board: RestoringBoard, session: Session, items: readonly BinItem[]): number {
  const { count, say } = write(board, (present) => planOfBin(present, items));
  if (count === 0) tell(t('history.nothingLeft'));
  else {
    say(t('history.youPutBack', { count }));
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
  const { count, say } = write(board, (present) => planOfMoment(present, moment, scope));
  if (count === 0) tell(t('history.nothingToPutBack'));
  else {
    // Only the whole board is as it was then.
    const isAll = scope.of === 'all';
    const said = isAll
      ? t('history.youPutBackTo', { time: momentText(atMs) })
      : t('history.youPutBack', { count });
    say(said);
    void session.send({ do: 'tellPutBack', count, atMs: isAll ? atMs : null });
  }
  return count;
}

/** Writes it; what says so has the way to take it back, and goes with that. */
function write(board: RestoringBoard, planFor: (present: Moment) => PuttingBack) {
  let written: { readonly doc: Y.Doc; readonly plan: PuttingBack } | undefined;
  const takeBack = board.change((doc) => {
    written = { doc, plan: planFor(presentIn(doc)) };
    putBack(doc, written.plan);
  });
  const run = () => {
    if (!takeBack()) refuse(t('history.undoFirst'));
  };
  return {
    count: written === undefined ? 0 : countIn(written.plan),
    say(text: string): void {
      const message = tell(text, { label: t('app.undo'), run }, 'ownPutBack');
      if (written !== undefined) whenStepOver(written.doc, written.plan, () => dismiss(message));
    },
  };
}
