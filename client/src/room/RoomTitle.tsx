// The room's title: text that becomes a field where it stands, for those who may change it.

import { createEffect, onCleanup, Show } from 'solid-js';
import { useHalfWritten, wordsMark } from '../half_written/field';
import type { Purpose } from '../half_written/words';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import { refuse, tell } from '../messages/messages';
import { TITLE_CHARS_MAX } from '../protocol/session';
import { isByFinger } from '../touch/by_finger';
import { createTitleDraft } from './title_draft';
import type { TitleOutcome } from './title_writing';

export function RoomTitle(props: { title: string; editable: boolean; onChange(title: string): void }) {
  return (
    <>
      <h1 class={props.editable ? 'for-screen-readers' : 'room-title'} tabindex="-1">
        {props.title || t('app.untitled')}
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
  const room = {
    title: () => props.title,
    editable: () => props.editable,
    retitle: (title: string) => props.onChange(title),
  };
  const draft = createTitleDraft(room, store, purpose);
  let field: HTMLTextAreaElement | undefined;

  // Somebody else's change shows at once, but never under the hands of the one who is writing, nor in place of what they wrote.
  createEffect(() => {
    const shown = draft.shown();
    const isBegun = draft.isBegun();
    const isWriting = document.activeElement === field && isBegun;
    if (field !== undefined && !isWriting && field.value !== shown) field.value = shown;
  });

  function tellOf(now: TitleOutcome | null) {
    if (now?.do === 'refuse') refuse(t('title.tooLong', { max: TITLE_CHARS_MAX, count: now.chars }));
    if (now?.do === 'ask') tell(t(`title.${now.why}`, { title: props.title }));
    if (now?.do === 'leave') tell(t('title.left', { title: props.title }));
  }

  const save = (input: HTMLTextAreaElement) => tellOf(draft.save(input));

  /** A mouse leaves the focus where it was, which may be nowhere. */
  function toField(input: HTMLTextAreaElement) {
    if (!isByFinger()) input.focus();
  }

  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) {
    if (keyOf(event) === 'Escape') draft.putBack(event.currentTarget);
    // The focus stays where it is; on a phone the keyboard goes.
    // A key held down saves nothing over what it was just told of.
    if (keyOf(event) === 'Enter') event.preventDefault();
    if (keyOf(event) === 'Enter' && !event.repeat) {
      save(event.currentTarget);
      if (isByFinger()) event.currentTarget.blur();
    }
  }

  return (
    <>
      <textarea
        class="room-title room-title-field"
        rows={1}
        {...wordsMark(purpose, 'title')}
        ref={(element) => {
          field = element;
          element.value = draft.shown();
        }}
        aria-label={t('title.label')}
        aria-description={draft.halfWritten() === undefined ? undefined : t('title.halfWritten')}
        title={draft.halfWritten() === undefined ? undefined : t('title.halfWritten')}
        data-unfinished={draft.halfWritten() !== undefined}
        aria-invalid={draft.invalid()}
        placeholder={t('title.placeholder')}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => {
          // A title has one line, also where it is pasted.
          if (currentTarget.value.includes('\n'))
            currentTarget.value = currentTarget.value.replace(/\s*\n\s*/g, ' ');
          draft.type(currentTarget.value);
        }}
        onFocus={() => draft.enter()}
        onBlur={(event) => tellOf(draft.leave(event.currentTarget))}
        onKeyDown={onKeyDown}
      />
      <Show when={draft.isWaiting() && field}>
        {(input) => (
          <UnsavedTitle
            title={props.title}
            onSave={() => {
              toField(input());
              save(input());
            }}
            onPutBack={() => {
              toField(input());
              draft.putBack(input());
            }}
          />
        )}
      </Show>
    </>
  );
}

/** What stands in the field is not the room's title: nobody else sees it. Each way on leaves the focus at the field. */
function UnsavedTitle(props: { title: string; onSave(): void; onPutBack(): void }) {
  return (
    <p
      class="room-title-mine"
      data-focus-after=".room-title-field"
      // The focus stays in the field: leaving it would save before it is said what of.
      onMouseDown={(event) => event.preventDefault()}
    >
      <span>{t('title.unsaved')}</span>
      <span class="room-title-ways">
        <button type="button" class="room-title-way" onClick={() => props.onSave()}>
          {t('title.save')}
        </button>
        <button
          type="button"
          class="room-title-way"
          aria-label={t('title.keepOldNamed', { title: props.title || t('app.untitled') })}
          onClick={() => props.onPutBack()}
        >
          {t('title.keepOld')}
        </button>
      </span>
    </p>
  );
}
