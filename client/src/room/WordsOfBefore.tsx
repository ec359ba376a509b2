// Words that this browser keeps of whoever was in the room before, beside the page that says why they are not let in: to read, to copy and to
// end. Let in again, they find them in the room.

import { HalfWrittenContext } from '../half_written/field';
import type { HalfWrittenStore } from '../half_written/half_written';
import { HalfWrittenOutside } from '../session/tasks/HalfWrittenOutside';

export default function WordsOfBefore(props: { halfWritten: HalfWrittenStore }) {
  return (
    <HalfWrittenContext.Provider value={props.halfWritten}>
      <HalfWrittenOutside nameOf={() => undefined} />
    </HalfWrittenContext.Provider>
  );
}
