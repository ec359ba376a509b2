// Says to those whom it concerns what they may do on the board now, where that is not everything; and that a later version made it.

import './rights_sign.css';
import Eye from 'lucide-solid/icons/eye';
import Lock from 'lucide-solid/icons/lock';
import PenLine from 'lucide-solid/icons/pen-line';
import { createMemo, Show, Suspense } from 'solid-js';
import { Dynamic, Portal } from 'solid-js/web';
import { t } from '../i18n';
import { ArchivedSign } from '../life/parts';
import type { RoomId } from '../protocol/session';
import { rightsSentence } from './rights_words';
import { useSectionTitles } from './sections_on_board';
import { useSession } from './session';
import { rightsPlace } from './told_in_sheet';

export default function RightsSign(props: {
  newer: boolean;
  room: RoomId;
  /** Whether this person may end that the room is archived. */
  mayEnd: boolean;
}) {
  const session = useSession();
  const journey = () => session.state()?.journey;
  const titleOf = useSectionTitles();
  const words = createMemo(() => {
    const now = journey();
    if (props.newer) return t('room.newerBoard');
    if (session.role() !== 'participant' || now === undefined) return '';
    const phase = session.state()?.plan.find(({ id }) => id === now.current);
    return now.locked ? t('session.locked') : rightsSentence(now.rights, titleOf, phase);
  });
  const icon = () => {
    if (props.newer || journey()?.locked === true) return Lock;
    return journey()?.rights.board === 'look' ? Eye : PenLine;
  };
  return (
    <Show
      when={words()}
      fallback={
        <Show when={journey()?.archived}>
          <Suspense>
            <ArchivedSign room={props.room} mayEnd={props.mayEnd} />
          </Suspense>
        </Show>
      }
    >
      <Show
        when={rightsPlace()}
        fallback={<Sign class="strip-line rights-sign" icon={icon()} words={words()} />}
      >
        {(place) => (
          <Portal mount={place()}>
            <Sign class="rights-sign task-rights" icon={icon()} words={words()} />
          </Portal>
        )}
      </Show>
    </Show>
  );
}

function Sign(props: { class: string; icon: typeof Eye; words: string }) {
  return (
    <p class={props.class}>
      <Dynamic component={props.icon} size={18} aria-hidden="true" />
      <span>{props.words}</span>
    </p>
  );
}
