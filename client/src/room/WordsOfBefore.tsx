// Words that this browser keeps of whoever was in the room before, beside the page that says why they are not let in: to read, to copy and to
// end. Let in again, they find them in the room.

import { onCleanup } from 'solid-js';
import { HalfWrittenContext } from '../half_written/field';
import { createHalfWritten } from '../half_written/half_written';
import { shelfOf } from '../half_written/shelf';
import type { ParticipantId, RoomId } from '../protocol/session';
import { newSessionId } from '../session/ids';
import { KeptOutside } from '../session/tasks/KeptOutside';

export default function WordsOfBefore(props: { room: RoomId; participant: ParticipantId }) {
  const store = createHalfWritten({
    me: props.participant,
    shelf: shelfOf(props.room, props.participant, newSessionId()),
    nowMs: Date.now,
    newId: newSessionId,
  });
  onCleanup(store.close);
  return (
    <HalfWrittenContext.Provider value={store}>
      <KeptOutside nameOf={() => undefined} />
    </HalfWrittenContext.Provider>
  );
}
