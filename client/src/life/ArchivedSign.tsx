// Says in an archived room that it is one; whoever facilitates can end that here.

import Archive from 'lucide-solid/icons/archive';
import { createSignal, Show } from 'solid-js';
import { keepRoom } from '../entering/keeping';
import { t } from '../i18n';
import { refuse } from '../messages/messages';
import type { RoomId } from '../protocol/session';
import './life.css';

export default function ArchivedSign(props: { room: RoomId; mayEnd: boolean }) {
  const [isAsking, setAsking] = createSignal(false);
  async function end() {
    if (isAsking()) return;
    setAsking(true);
    const answer = await keepRoom(props.room, { archived: false });
    setAsking(false);
    if (!answer.ok) refuse(t('life.failed'));
  }
  return (
    <p class="strip-line archived-sign">
      <Archive size={18} aria-hidden="true" />
      <span>{t('life.isArchived')}</span>
      <Show when={props.mayEnd}>
        <button type="button" class="button" aria-disabled={isAsking()} onClick={() => void end()}>
          {t('life.endArchive')}
        </button>
      </Show>
    </p>
  );
}
