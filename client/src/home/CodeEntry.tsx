// The field for a code that was said aloud: three words that open a room.

import ArrowRight from 'lucide-solid/icons/arrow-right';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { openByCode } from '../entering/keeping';
import { t } from '../i18n';
import type { RoomId } from '../protocol/session';

export function CodeEntry(props: { onOpened(room: RoomId, secret: string): void }) {
  const field = createUniqueId();
  const problem = createUniqueId();
  const [wrong, setWrong] = createSignal<'noSuchCode' | 'tooManyCodes' | 'codeFailed'>();
  const [isAsking, setAsking] = createSignal(false);
  let input!: HTMLInputElement;

  async function open() {
    if (isAsking()) return;
    if (input.value.trim() === '') return input.focus();
    setAsking(true);
    const answer = await openByCode(input.value);
    setAsking(false);
    if (answer.ok) return props.onOpened(answer.value.room, answer.value.secret);
    if (answer.wrong === 'noSuchCode') setWrong('noSuchCode');
    else setWrong(answer.wrong === 'busy' ? 'tooManyCodes' : 'codeFailed');
    input.focus();
  }

  return (
    <form
      class="home-spoken"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <label for={field}>{t('home.spokenCode')}</label>
      <input
        id={field}
        ref={input}
        class="field"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder={t('home.spokenExample')}
        aria-invalid={wrong() !== undefined}
        aria-describedby={problem}
        onInput={() => setWrong(undefined)}
      />
      <button
        type="submit"
        class="button button-icon"
        aria-label={t('home.comeIn')}
        title={t('home.comeIn')}
        aria-disabled={isAsking()}
      >
        <ArrowRight size={20} aria-hidden="true" />
      </button>
      <p id={problem} class="home-spoken-wrong" role="alert">
        <Show when={wrong()}>{(why) => t(`home.${why()}`)}</Show>
      </p>
    </form>
  );
}
