// The board of a room, with what the room gives it: its document and people, its session's rules, and where words go on.

import { createEffect, lazy, on, Suspense } from 'solid-js';
import { Board } from '../board/Board';
import type { Standing } from '../board/rights/rights';
import { t } from '../i18n';
import { announce, refuse, tell } from '../messages/messages';
import { SpotlightButton } from '../session/facilitate/SpotlightButton';
import { inArea, keepFromBoard } from '../session/late_words';
import { isLaidForAll, isReveal } from '../session/new_notes';
import { votesOn } from '../session/tasks/ballot';
import { faceOf } from '../session/tasks/gathering';
import { headingOfHalfWritten } from '../session/tasks/tell_half_written';
import { patiently } from '../stale/stale';
import { suggestionsOver } from '../suggestions/suggestions_over';
import { explain, explainNoMore } from './explain';
import type { NewNotesInRoom } from './new_notes_in_room';
import type { OpenRoom } from './open_room';

const ReadingDeeds = lazy(patiently(() => import('../session/tasks/ReadingDeeds')));

export function RoomBoard(props: {
  room: OpenRoom;
  editable: boolean;
  standing: Standing;
  newNotes: NewNotesInRoom;
  ref(element: HTMLElement): void;
}) {
  const { room, newNotes } = props;

  /** Where this person may ask for cluster suggestions. */
  const askIn = () => (room.role() === 'facilitator' && !room.newer() ? room.id : undefined);

  createEffect(on(() => props.standing, explainNoMore, { defer: true }));

  function tellKept() {
    if (room.refusal() !== undefined) return;
    tell(t('aroundTasks.halfWrittenTold', { heading: headingOfHalfWritten(room.session) }));
  }

  return (
    <main class="room-board" ref={props.ref} tabindex="-1" aria-label={t('room.board')}>
      <Board
        doc={room.doc}
        awareness={room.awareness}
        laidUnder={room.laidUnder}
        laidForAll={isLaidForAll(room.session.state())}
        isReveal={isReveal(room.session.state())}
        seats={() => room.people.here().length}
        faceOf={faceOf}
        room={room.id}
        me={room.me}
        editable={props.editable}
        standing={props.standing}
        anonymous={room.session.state()?.journey.anonymous !== false}
        nowMs={room.session.nowMs}
        ready={room.ready()}
        standsInVote={(element) =>
          room.role() === 'facilitator' && room.session.state()?.items.includes(element) === true
        }
        votesOn={(element) => votesOn(room.session.state()?.results ?? [], element)}
        nameOf={room.people.nameOf}
        followNames={room.people.followNames}
        forNote={(note) => <SpotlightButton note={note} />}
        forReading={(note, cluster) => (
          <Suspense>
            <ReadingDeeds note={note} cluster={cluster} />
          </Suspense>
        )}
        announce={announce}
        refuse={refuse}
        explain={explain}
        keepWords={(purpose, words) => {
          keepFromBoard(room.halfWritten, purpose, inArea(words, room.ownWords.areaOf(purpose.of)));
          tellKept();
        }}
        tellKept={tellKept}
        writeAsAnother={room.writeAsAnother}
        basket={newNotes.basket()}
        offerIn={newNotes.offerIn()}
        newNotesKnown={newNotes.known()}
        over={(beneath) => suggestionsOver(beneath, askIn)}
      />
    </main>
  );
}
