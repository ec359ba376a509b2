// The board: notes on a blanket, as one document that everybody in the room changes at once.

import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { t } from '../i18n';
import type { ParticipantId } from '../protocol/session';

export interface BoardProps {
  /** The shared document. */
  doc: Y.Doc;
  /** Presence. The board sets `cursor`, `selection`, `drag` and `editing`, and nothing else. */
  awareness: Awareness;
  /** Who this page speaks for. */
  me: ParticipantId;
  /** False for those who only read. */
  editable: boolean;
  /** False until the board's content is known. */
  ready: boolean;
  /** The name to show for somebody. */
  nameOf(participant: ParticipantId): string;
  /** Says something to those who cannot see it. */
  announce(text: string): void;
  /** Says briefly, for all to see, why something was not done. */
  refuse(text: string): void;
}

export function Board(props: BoardProps) {
  return <div data-testid="board">{props.ready ? t('board.hint') : ''}</div>;
}
