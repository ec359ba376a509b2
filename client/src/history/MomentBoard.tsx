// The board as it was at a moment: the same board on a document of its own, that nobody hears of and that cannot be changed.

import { createComputed, createEffect, on, onCleanup } from 'solid-js';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Board } from '../board/Board';
import type { Rect } from '../board/document/point';
import { type BoardHolder, BoardHolderContext, viewOf } from '../board/open_board';
import type { Standing } from '../board/rights/rights';
import { announce, refuse } from '../messages/messages';
import type { People } from '../people/people';
import type { ParticipantId, RoomId, ServerMessage } from '../protocol/session';
import { lookFrom } from './camera_of_film';
import { EMPTY_BOARD, type Moment } from './moment';
import { planOfMoment } from './plan';
import { putBack } from './write';

/** What the history needs of the room. */
export interface HistoryRoom {
  readonly id: RoomId;
  readonly me: ParticipantId;
  readonly doc: Y.Doc;
  readonly people: Pick<People, 'nameOf' | 'followNames'>;
  listen(hear: (message: ServerMessage) => void): () => void;
}

export function MomentBoard(props: { room: HistoryRoom; moment: Moment; holder: BoardHolder }) {
  const doc = new Y.Doc();
  // Presence that goes nowhere: nobody sees where one looks or what one selects there.
  const awareness = new Awareness(doc);
  onCleanup(() => {
    awareness.destroy();
    doc.destroy();
  });
  let shown = EMPTY_BOARD;
  createComputed(() => {
    const next = props.moment;
    putBack(doc, planOfMoment(shown, next, { of: 'all' }), null);
    shown = next;
  });
  /** Where one was led; nothing before the first look. */
  let looked: Rect | null = null;
  createEffect(
    on([props.holder.board, () => props.moment], ([board, moment]) => {
      if (board === undefined || (looked !== null && !board.led())) return;
      const { size } = board.seen();
      const rect = lookFrom(looked, moment, size[0] / size[1]);
      if (rect === null) return;
      looked = rect;
      board.goTo(viewOf(rect));
    }),
  );
  return (
    <BoardHolderContext.Provider value={props.holder}>
      <Board
        past
        doc={doc}
        awareness={awareness}
        laidUnder={NONE}
        laidForAll={false}
        // Where one looks there is kept apart from where one looks in the present.
        room={`${props.room.id}.past`}
        me={props.room.me}
        editable={false}
        standing={LOOKING}
        anonymous={false}
        nowMs={Date.now}
        ready={true}
        newNotesKnown={true}
        standsInVote={() => false}
        votesOn={() => 0}
        nameOf={props.room.people.nameOf}
        followNames={props.room.people.followNames}
        announce={announce}
        refuse={refuse}
        explain={nothing}
        keepWords={nothing}
        tellKept={nothing}
        writeAsAnother={nothing}
      />
    </BoardHolderContext.Provider>
  );
}

/** Nobody changes the past. */
const LOOKING: Standing = {
  role: 'viewer',
  rights: { board: 'look' },
  isMe: () => false,
  isOfRoom: () => true,
  locked: false,
  wroteUnder: () => false,
  done: null,
  area: null,
  voted: new Set(),
};

const NONE: ReadonlySet<number> = new Set();
const nothing = () => {};
