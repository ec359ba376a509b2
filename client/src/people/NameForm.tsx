// One field for one's own name.

import { createUniqueId, onCleanup, onMount } from 'solid-js';
import { isQuiet } from '../focus/can_hold';
import { carryCaret } from '../focus/caret';
import { isFocusNowhere } from '../focus/keep_focus';
import { goUnasked } from '../focus/unasked';
import { keepForm } from '../half_written/field';
import type { Purpose } from '../half_written/words';
import { language, t } from '../i18n';
import type { ParticipantId } from '../protocol/session';
import { defaultName } from './default_names';
import { myName, setMyName } from './my_name';
import { nameOrRefuse } from './written_name';

/** What a name that is being written is kept as. */
export function nameOf(me: ParticipantId): Purpose {
  return { kind: 'name', who: me, of: '' };
}

/** Once a page: whoever has seen the question goes to it when they like, and no phase takes them there. */
let hasAsked = false;

interface NameFormProps {
  me: ParticipantId;
  /** Given where the form asks of itself: it went with the focus in it, the name was given or waved away. */
  onGone?(): void;
}

export function NameForm(props: NameFormProps) {
  const field = createUniqueId();
  const hint = createUniqueId();
  // The card in the corner and the sheet of a phase ask for the same name: what was begun in one stands in the other.
  const kept = keepForm({
    purpose: nameOf(props.me),
    texts: ['name'],
    was: () => ({ name: myName() }),
  });
  const written = () => kept.words().name ?? '';
  let input: HTMLInputElement | undefined;
  let form: HTMLFormElement | undefined;

  // It is asked first, unless somebody is at something already.
  onMount(() => {
    const { activeElement } = document;
    if (props.onGone === undefined || input === undefined) return;
    const isFirst = !hasAsked;
    hasAsked = true;
    // The sheet of a phase asks in the card's place: whoever writes there goes on here.
    if (activeElement instanceof HTMLInputElement && activeElement.closest('.name-card') !== null) {
      input.focus({ preventScroll: true });
      carryCaret(activeElement, input);
      return;
    }
    if (activeElement?.closest('.name-card')) {
      goUnasked(input);
      return;
    }
    // Whoever made the room was brought to what is only read when the front page went.
    const isNowhere = activeElement === document.body && !isFocusNowhere();
    const isFree = isNowhere || (activeElement instanceof HTMLElement && isQuiet(activeElement));
    if (isFirst && isFree) goUnasked(input);
  });
  onCleanup(() => {
    if (form?.contains(document.activeElement)) props.onGone?.();
  });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const name = nameOrRefuse(written());
    if (name === null) return;
    setMyName(name);
    kept.clear();
  }

  return (
    <form
      class="name-form"
      onSubmit={submit}
      ref={(element) => {
        form = element;
      }}
    >
      <label for={field}>{t('name.question')}</label>
      <div class="name-row">
        <input
          id={field}
          ref={(element) => {
            input = element;
          }}
          class="field"
          {...kept.mark('name')}
          value={written()}
          placeholder={defaultName(props.me, language())}
          autocomplete="nickname"
          aria-describedby={hint}
          onInput={(event) => kept.put({ name: event.currentTarget.value })}
        />
        <button type="submit" class="button button-primary">
          {t('name.done')}
        </button>
      </div>
      <p id={hint} class="name-hint">
        {t('name.hint', { name: defaultName(props.me, language()) })}
      </p>
    </form>
  );
}
