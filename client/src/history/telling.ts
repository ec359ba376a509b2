// What people are told of the bin and of the past: that much was taken away, that it is back, and what changed while they were away.

import type * as Y from 'yjs';
import { markForAWhile } from '../board/mark_for_a_while';
import type { OpenBoard } from '../board/open_board';
import { t } from '../i18n';
import { dismiss, refuse, tell } from '../messages/messages';
import type { ParticipantId, ServerMessage } from '../protocol/session';
import type { Session } from '../session/session';
import { openSide } from '../side/side';
import { fetchBin, fetchHistory } from './answers';
import { type Changes, changesSince } from './away';
import { setOpensAt } from './looking';
import { presentIn } from './moment';
import { putBackFromBin } from './restoring';
import { keepWhatIsInBin } from './taken_away';
import { momentText } from './times';

export interface Told {
  readonly session: Session;
  board(): OpenBoard | undefined;
  nameOf(participant: ParticipantId): string;
  /** Does something once the room is left. */
  whenLeft(leave: () => void): void;
}

/** The messages that tell so, by what went at once. */
const messageOf = new Map<number, number>();

/** Facilitators are told that somebody took away much, with the way to put all of that back. */
export function tellTakenAway(told: Told, message: Extract<ServerMessage, { type: 'takenAway' }>): void {
  const { by, count, batch } = message;
  const name = by === null ? t('history.somebody') : told.nameOf(by);
  const shown = tell(t('history.takenAwayBy', { name, count }), {
    label: t('history.putBack'),
    each: true,
    run: () => void putBackBatch(told, batch),
  });
  messageOf.set(batch, shown);
}

async function putBackBatch({ session, board }: Told, batch: number): Promise<void> {
  const bin = await fetchBin(session.room);
  const open = board();
  if (bin === undefined || open === undefined) refuse(t('history.failed'));
  else
    putBackFromBin(
      open,
      session,
      bin.items.filter((item) => item.batch === batch),
    );
}

/** Something left the bin: of what is back nothing is told any more. */
export async function forgetWhatIsBack({ session }: Told): Promise<void> {
  const bin = await fetchBin(session.room);
  if (bin === undefined) return;
  keepWhatIsInBin(bin.items);
  for (const [batch, message] of messageOf) {
    if (bin.items.some((item) => item.batch === batch)) continue;
    dismiss(message);
    messageOf.delete(batch);
  }
}

/** Everybody is told who put something back; whoever did it knows. */
export function tellPutBack(
  { session, nameOf }: Told,
  { by, count, atMs }: Extract<ServerMessage, { type: 'putBack' }>,
): void {
  if (by === session.me) return;
  const name = nameOf(by);
  tell(
    atMs === null
      ? t('history.wasPutBack', { name, count })
      : t('history.wasPutBackTo', { name, time: momentText(atMs) }),
    undefined,
    'putBack',
  );
}

/** Tells what changed since somebody was last here. Nothing where nothing did. */
export async function tellWhatChanged(told: Told, sinceMs: number, doc: Y.Doc): Promise<void> {
  const { session } = told;
  const answer = await fetchHistory(session.room, sinceMs);
  const changes = changesSince(answer?.frames ?? [], sinceMs, presentIn(doc));
  if (changes === null) return;
  tell(t('history.away', { changes: changesText(changes) }), {
    label: t('history.look'),
    run: () => look(told, changes, sinceMs),
  });
}

/** What is new or another is marked on the board, all in sight; what is gone is to be seen in the past alone. */
function look(told: Told, { came, changed }: Changes, sinceMs: number): void {
  const board = told.board();
  const there = [...came, ...changed];
  if (board === undefined || there.length === 0) {
    setOpensAt({ sinceMs });
    openSide('history');
    return;
  }
  told.whenLeft(markForAWhile(board, there));
}

function changesText(changes: Changes): string {
  return (['came', 'changed', 'gone'] as const)
    .filter((kind) => changes[kind].length > 0)
    .map((kind) => t(`history.${kind}`, { count: changes[kind].length }))
    .join(', ');
}
