// Packing: one writes into one's own basket, note by note, and nobody else sees them.

import Lock from 'lucide-solid/icons/lock';
import { createSignal, createUniqueId, For, onCleanup, onMount, Show } from 'solid-js';
import { Swatches } from '../../board/controls/Swatches';
import type { NoteColor } from '../../board/model/note';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { announce, refuse, tell } from '../../messages/messages';
import { DRAFTS_IN_BASKET_MAX, type Draft, NOTE_CHARS_MAX, type PhaseId } from '../../protocol/session';
import { newSessionId } from '../ids';
import { Basket } from './Basket';
import { draftOf, draftsPasted, inCommands, type Kept } from './basket';
import { Offline } from './Offline';
import { Ready } from './Ready';
import { SectionField } from './SectionField';
import { useTask } from './task';

export function PackTask() {
  const task = useTask();
  return (
    <>
      <p class="task-secret">
        <Lock size={16} aria-hidden="true" />
        {t('tasks.packSecret')}
      </p>
      <Composer />
      <Offline />
      <Show when={task.own().drafts.length > 0} fallback={<p class="task-quiet">{t('tasks.packEmpty')}</p>}>
        <h3>{t('tasks.notes', { count: task.own().drafts.length })}</h3>
        <Basket />
      </Show>
      <Packed />
      <Ready />
    </>
  );
}

/** Enter keeps the note and starts the next. What stands in it when it goes away is kept too. */
function Composer() {
  const task = useTask();
  const field = createUniqueId();
  const [color, setColor] = createSignal<NoteColor>('yellow');
  const [section, setSection] = createSignal<PhaseId | null>(null);
  const [text, setText] = createSignal('');
  let area: HTMLTextAreaElement | undefined;

  const packed = () => task.own().drafts.length;

  /** Whether it was kept; where not, the words stay where they are. */
  function keep(kept: Kept): readonly Draft[] {
    if ('not' in kept) {
      if (kept.not === 'tooLong') refuse(t('tasks.noteTooLong', { max: NOTE_CHARS_MAX }));
      if (kept.not === 'tooMany') refuse(t('tasks.basketFull', { max: DRAFTS_IN_BASKET_MAX }));
      return [];
    }
    for (const drafts of inCommands(kept.drafts)) void task.does({ do: 'putDrafts', drafts });
    announce(t('tasks.kept', { count: packed() }));
    return kept.drafts;
  }

  const paper = () => ({ color: color(), section: section() });

  function keepTyped(): void {
    if (keep(draftOf(text(), paper(), packed(), newSessionId)).length > 0) setText('');
  }

  function paste(event: ClipboardEvent): void {
    if (text().trim() !== '') return;
    const kept = draftsPasted(
      event.clipboardData?.getData('text/plain') ?? '',
      paper(),
      packed(),
      newSessionId,
    );
    if (kept === null) return;
    event.preventDefault();
    const drafts = keep(kept);
    if (drafts.length === 0) return;
    setText('');
    tell(t('tasks.pasted', { count: drafts.length }), {
      label: t('app.undo'),
      run: () => void task.does({ do: 'dropDrafts', drafts: drafts.map(({ id }) => id) }),
    });
  }

  // The phase went on, or the page goes: the half-written note is in the basket, not lost.
  addEventListener('pagehide', keepTyped);
  onCleanup(() => {
    removeEventListener('pagehide', keepTyped);
    keepTyped();
  });
  onMount(() => {
    // A finger would bring up its keyboard unasked, and who writes somewhere else goes on there.
    const isWriting = document.activeElement?.matches('input, textarea, [contenteditable]') === true;
    if (!matchMedia('(pointer: coarse)').matches && !isWriting) area?.focus({ preventScroll: true });
  });

  return (
    <form
      class="task-composer"
      data-color={color()}
      onSubmit={(event) => {
        event.preventDefault();
        keepTyped();
        area?.focus();
      }}
    >
      <label for={field} class="for-screen-readers">
        {t('tasks.composer')}
      </label>
      <textarea
        id={field}
        dir="auto"
        rows={3}
        placeholder={t('tasks.composerHint')}
        enterkeyhint="done"
        value={text()}
        ref={(element) => {
          area = element;
        }}
        onInput={(event) => setText(event.currentTarget.value)}
        onPaste={paste}
        onKeyDown={(event) => {
          if (keyOf(event) !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          keepTyped();
        }}
      />
      <div class="task-composer-row">
        <Swatches chosen={color()} onChoose={setColor} />
      </div>
      <SectionField chosen={section()} onChoose={setSection} />
      <button type="submit" class="button button-primary">
        {t('tasks.keep')}
      </button>
    </form>
  );
}

/** How many others have packed: by name where that may be known. */
function Packed() {
  const task = useTask();
  const progress = () => task.state().progress;
  const others = () =>
    [...(task.state().each?.values() ?? [])].filter(({ who, packed }) => who !== task.who && packed > 0);
  return (
    <div class="task-quiet">
      <p>{t('tasks.packedInAll', { count: progress().packed })}</p>
      <Show when={others().length > 0}>
        <ul class="task-packers">
          <For each={others()}>{({ who, packed }) => <li>{`${task.nameOf(who)} ${packed}`}</li>}</For>
        </ul>
      </Show>
    </div>
  );
}
