// The room's title: text that becomes a field where it stands, for those who may change it.

import { createEffect, createSignal, onCleanup, Show } from 'solid-js';
import { useHalfWritten, wordsMark } from '../half_written/field';
import type { Purpose } from '../half_written/words';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import { refuse, tell } from '../messages/messages';
import { TITLE_CHARS_MAX } from '../protocol/session';
import { isByFinger } from '../touch/by_finger';
import { begun, outcome, type TitleWriting, typed, waitsUnsaved } from './title_writing';

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
  /** Begun here, since the focus came: leaving the field saves it. */
  const [isBeingTyped, setBeingTyped] = createSignal(false);
  const unfinished = () => store.of(purpose)?.title;
  let field: HTMLInputElement | undefined;
  /** Since the focus came: what stood there before, from an earlier page or another tab, is saved by Enter alone. */
  let isTyped = false;
  /** Null where nothing stands there but what the room has. */
  let writing: TitleWriting | null = null;

  function keep(title: string) {
    const base = writing?.base;
    store.write(purpose, { title, ...(base !== undefined && { base }) }, '');
  }

  // Somebody else's change shows at once, but never under the hands of the one who is writing, nor in place of what they wrote.
  createEffect(() => {
    const shown = unfinished() ?? props.title;
    const isBegun = unfinished() !== undefined || writing !== null;
    const isWriting = document.activeElement === field && isBegun;
    if (field !== undefined && !isWriting && field.value !== shown) field.value = shown;
  });

  const isWaiting = () => waitsUnsaved(unfinished(), props.title, isBeingTyped());

  function forget() {
    writing = null;
    setBeingTyped(false);
    store.clear(purpose);
  }

  function commit(input: HTMLInputElement) {
    // The board was locked under the writer: the words wait.
    if (!props.editable) return;
    writing = begun(writing, props.title, store.of(purpose));
    const now = outcome(writing, input.value, props.title);
    setInvalid(now.do === 'refuse');
    setBeingTyped(false);
    switch (now.do) {
      case 'refuse':
        refuse(t('title.tooLong', { max: TITLE_CHARS_MAX, count: now.chars }));
        break;
      case 'ask':
        writing = now.writing;
        keep(input.value);
        tell(t(`title.${now.why}`, { title: props.title }));
        break;
      case 'leave':
        input.value = props.title;
        forget();
        tell(t('title.left', { title: props.title }));
        break;
      case 'save':
        input.value = now.title;
        forget();
        if (now.title !== props.title) props.onChange(now.title);
    }
  }

  function onInput(text: string) {
    isTyped = true;
    // What waited goes on waiting in sight: nothing moves under its writer.
    if (!isWaiting()) setBeingTyped(true);
    const now = typed(text, props.title);
    if (now === 'same') {
      forget();
      return;
    }
    writing = begun(writing, props.title, store.of(purpose));
    if (now === 'words') keep(text);
    else store.clear(purpose);
  }

  function putBack(input: HTMLInputElement) {
    input.value = props.title;
    isTyped = false;
    forget();
    setInvalid(false);
  }

  /** A mouse leaves the focus where it was, which may be nowhere. */
  function toField(input: HTMLInputElement) {
    if (!isByFinger()) input.focus();
  }

  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLInputElement }) {
    if (keyOf(event) === 'Escape') putBack(event.currentTarget);
    // The focus stays where it is; on a phone the keyboard goes.
    // A key held down saves nothing over what it was just told of.
    if (keyOf(event) === 'Enter' && !event.repeat) {
      isTyped = false;
      commit(event.currentTarget);
      if (isByFinger()) event.currentTarget.blur();
    }
  }

  return (
    <>
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
        onInput={(event) => onInput(event.currentTarget.value)}
        onFocus={() => {
          isTyped = false;
        }}
        onBlur={(event) => {
          if (isTyped) commit(event.currentTarget);
        }}
        onKeyDown={onKeyDown}
      />
      <Show when={isWaiting() && field}>
        {(input) => (
          <OnlyMine
            title={props.title}
            onSave={() => {
              isTyped = false;
              toField(input());
              commit(input());
            }}
            onPutBack={() => {
              toField(input());
              putBack(input());
            }}
          />
        )}
      </Show>
    </>
  );
}

/** What stands in the field is not the room's title: nobody else sees it. Each way on leaves the focus at the field. */
function OnlyMine(props: { title: string; onSave(): void; onPutBack(): void }) {
  return (
    <p
      class="room-title-mine"
      data-focus-after=".room-title-field"
      // The focus stays in the field: leaving it would save before it is said what of.
      onMouseDown={(event) => event.preventDefault()}
    >
      <span>{t('title.onlyMine')}</span>
      <span class="room-title-ways">
        <button type="button" class="room-title-way" onClick={() => props.onSave()}>
          {t('title.save')}
        </button>
        <button
          type="button"
          class="room-title-way"
          aria-label={t('title.putBackNamed', { title: props.title || t('home.untitled') })}
          onClick={() => props.onPutBack()}
        >
          {t('title.putBack')}
        </button>
      </span>
    </p>
  );
}
