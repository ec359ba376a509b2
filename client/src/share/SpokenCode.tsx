// The room's code to say aloud: off until a facilitator turns it on, and large enough to be read from the back of a room.

import { createResource, createSignal, Show } from 'solid-js';
import { codeOf } from '../entering/keeping';
import { language, t } from '../i18n';
import { spoken } from '../i18n/languages';
import { refuse } from '../messages/messages';
import type { RoomId } from '../protocol/session';

export function SpokenCode(props: { room: RoomId; large: boolean }) {
  const [isAsking, setAsking] = createSignal(false);
  const [code, { mutate }] = createResource(async () => {
    const answer = await codeOf(props.room);
    return answer.ok ? answer.value : {};
  });

  async function turn(on: boolean) {
    if (isAsking()) return;
    setAsking(true);
    const answer = await codeOf(props.room, on);
    setAsking(false);
    if (answer.ok) mutate(answer.value);
    else refuse(t('links.codeFailed'));
  }

  const until = () => {
    const untilMs = code()?.untilMs;
    if (untilMs == null) return '';
    const { locale } = spoken(language());
    return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(untilMs);
  };
  return (
    <Show
      when={code()?.code}
      fallback={
        <Show when={!props.large}>
          <div class="spoken-code">
            <p>{t('links.codeHint')}</p>
            <button
              type="button"
              class="button"
              aria-disabled={isAsking() || code.loading}
              onClick={() => void turn(true)}
            >
              {t('links.codeOn')}
            </button>
          </div>
        </Show>
      }
    >
      {(words) => (
        <div class="spoken-code" classList={{ 'spoken-code-large': props.large }}>
          <p>
            {t('links.codeName')} <strong>{words()}</strong>
          </p>
          <Show when={!props.large}>
            <p class="spoken-code-ends">{t('links.codeEnds', { time: until() })}</p>
            <button type="button" class="button" aria-disabled={isAsking()} onClick={() => void turn(false)}>
              {t('links.codeOff')}
            </button>
          </Show>
        </div>
      )}
    </Show>
  );
}
