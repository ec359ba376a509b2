// The room's title: text that becomes a field where it stands, for those who may change it.

import { createEffect, createSignal, onCleanup, Show } from 'solid-js';
import { useHalfWritten, wordsMark } from '../half_written/field';
import type { Purpose } from '../half_written/words';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import { refuse, tell } from '../messages/messages';
import { TITLE_CHARS_MAX } from '../protocol/session';
import { isByFinger } from '../touch/by_finger';
import { isOvertaken, titleVerdict } from './title';

export function RoomTitle(props: { title: string; editable: boolean; onChange(title: string): void }) {
  return (
    <>
      <h1 class={props.editable ? 'for-screen-readers' : 'room-title'} tabindex="-1">
        {props.title || t('home.untitled')}
      </h1>
      <Show when={props.editable}>
        <TitleField {...props} />
      </Show>
    </>
  );
}

function TitleField(props: { title: string; editable: boolean; onChange(title: string): void }) {
  const store = useHalfWritten();
  const purpose: Purpose = { kind: 'title', who: store.me, of: '' };
  onCleanup(store.show(purpose));
  const [invalid, setInvalid] = createSignal(false);
  const unfinished = () => store.of(purpose)?.title;
  let field: HTMLInputElement | undefined;
  /** Since the focus came: what stood there before, from an earlier page or another tab, is saved by Enter alone. */
  let isTyped = false;
  /** The title in whose place one is written: another since then is somebody else's. */
  let base: string | undefined;

  const keep = (title: string) => store.write(purpose, { title, ...(base !== undefined && { base }) }, '');

  // Somebody else's change shows at once, but never under the hands of the one who is writing, nor in place of what they wrote.
  createEffect(() => {
    const shown = unfinished() ?? props.title;
    const isWriting = document.activeElement === field && unfinished() !== undefined;
    if (field !== undefined && !isWriting && field.value !== shown) field.value = shown;
  });

  function forget() {
    base = undefined;
    store.clear(purpose);
  }

  function commit(input: HTMLInputElement) {
    // The board was locked under the writer: the words wait.
    if (!props.editable) return;
    const verdict = titleVerdict(input.value);
    setInvalid(!verdict.ok);
    if (!verdict.ok) {
      refuse(t('title.tooLong', { max: TITLE_CHARS_MAX, count: verdict.chars }));
      return;
    }
    if (isOvertaken(base, props.title, verdict.title)) {
      // Told once: whoever saves it now knows what they put theirs in place of.
      base = props.title;
      if (verdict.title === '') input.value = props.title;
      else keep(input.value);
      tell(t('title.overtaken', { title: props.title || t('home.untitled') }));
      return;
    }
    input.value = verdict.title;
    forget();
    if (verdict.title !== props.title) props.onChange(verdict.title);
  }

  /** What was kept knows in whose place it was begun. */
  function begin() {
    const kept = store.of(purpose);
    base ??= kept === null ? props.title : kept.base;
  }

  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLInputElement }) {
    if (keyOf(event) === 'Escape') {
      event.currentTarget.value = props.title;
      isTyped = false;
      forget();
      setInvalid(false);
    }
    // The focus stays where it is; on a phone the keyboard goes.
    if (keyOf(event) === 'Enter') {
      isTyped = false;
      begin();
      commit(event.currentTarget);
      if (isByFinger()) event.currentTarget.blur();
    }
  }

  return (
    <input
      class="room-title room-title-field"
      {...wordsMark(purpose, 'title')}
      ref={(element) => {
        field = element;
        element.value = unfinished() ?? props.title;
      }}
      aria-label={t('title.label')}
      aria-description={unfinished() === undefined ? undefined : t('title.unfinished')}
      title={unfinished() === undefined ? undefined : t('title.unfinished')}
      data-unfinished={unfinished() !== undefined}
      aria-invalid={invalid()}
      placeholder={t('title.placeholder')}
      autocomplete="off"
      spellcheck={false}
      onInput={(event) => {
        const title = event.currentTarget.value;
        isTyped = true;
        begin();
        if (title.trim() === '' || title === props.title) store.clear(purpose);
        else keep(title);
      }}
      onFocus={() => {
        isTyped = false;
      }}
      onBlur={(event) => {
        if (isTyped) commit(event.currentTarget);
      }}
      onKeyDown={onKeyDown}
    />
  );
}
