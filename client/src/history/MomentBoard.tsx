// The board as it was at a moment: the same board on a document of its own, that nobody hears of and that cannot be changed.

import { createComputed, createEffect, on, onCleanup } from 'solid-js';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Board } from '../board/Board';
import { around, grown, within } from '../board/document/point';
import {
  type BoardHolder,
  BoardHolderContext,
  type OpenBoard,
  rectOf as rectOfView,
  viewOf,
} from '../board/open_board';
import type { Standing } from '../board/rights/rights';
import { announce, refuse } from '../messages/messages';
import type { People } from '../people/people';
import type { ParticipantId, RoomId, ServerMessage } from '../protocol/session';
import { EMPTY_BOARD, type Moment } from './moment';
import { rectOf } from './picture';
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

/** What fills less of the window is looked at anew, closer: a film whose camera follows every step is hard to watch. */
const FILLED_MIN = 0.55;

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
  createEffect(
    on([props.holder.board, () => props.moment], ([board, moment], before) => {
      if (board !== undefined) lookAt(board, moment, before?.[0] !== board);
    }),
  );
  return (
    <BoardHolderContext.Provider value={props.holder}>
      <Board
        past
        doc={doc}
        awareness={awareness}
        laidUnder={NONE}
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
  me: '',
  locked: false,
  wroteUnder: () => false,
  voted: new Set(),
};

/** Board pixels above a cluster's notes, in which its title stands. */
const HEADING = 64;

const NONE: ReadonlySet<number> = new Set();
const nothing = () => {};

/** All of the moment is to be seen, until one has looked around oneself. */
function lookAt(board: OpenBoard, { notes, sections }: Moment, isFirst: boolean): void {
  const all = around([...notes.values(), ...sections.values()].map(rectOf));
  if (all === null || !(isFirst || board.led())) return;
  const seen = rectOfView(board.seen());
  const isSmall = all.width < seen.width * FILLED_MIN && all.height < seen.height * FILLED_MIN;
  if (!isFirst && !isSmall && within(all, seen)) return;
  board.goTo(viewOf(grown(all, HEADING)));
}
