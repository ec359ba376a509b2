// Where on the screen people sit around the blanket, for what flies from there.

import type { Point } from '../../board/document/point';
import type { ParticipantId, Phase } from '../../protocol/session';

/** Whether notes are revealed in a phase of this kind. */
export function isRevealed({ kind }: Phase): boolean {
  return kind === 'lay';
}

/** The middle of somebody's seat, else of the faces in the bar; null where neither is. */
export function faceOf(who: ParticipantId | null): Point | null {
  const seat = who === null ? null : document.querySelector(`[data-seat="${CSS.escape(who)}"]`);
  const box = (seat ?? document.querySelector('.faces'))?.getBoundingClientRect();
  return box === undefined ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
