// One note in a basket: read, and opened to be written anew, painted, held back, moved or thrown away.

import './draft_colour.css';
import './draft.css';
import ArrowDown from 'lucide-solid/icons/arrow-down';
import ArrowUp from 'lucide-solid/icons/arrow-up';
import GripVertical from 'lucide-solid/icons/grip-vertical';
import PenLine from 'lucide-solid/icons/pen-line';
import ShoppingBasket from 'lucide-solid/icons/shopping-basket';
import Trash from 'lucide-solid/icons/trash';
import { createUniqueId, type JSX, onMount, Show } from 'solid-js';
import { Swatches } from '../../board/controls/Swatches';
import { countCharacters } from '../../board/document/text_patch';
import { keepForm } from '../../half_written/field';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { refuse } from '../../messages/messages';
import { type Draft, type DraftId, NOTE_CHARS_MAX } from '../../protocol/session';
import { takeMovement } from '../../touch/own_movement';
import { shortened } from '../words';
import { SectionField } from './SectionField';
import { useTask } from './task';
import { tellDiscarded } from './tell_half_written';

interface DraftCardProps {
  draft: Draft;
  index: number;
  of: number;
  isOpen: boolean;
  /** Nobody packs: what can be done with it beside changing it and throwing it away. */
  beside: ((id: DraftId) => JSX.Element) | undefined;
  /** How far it is dragged from its place, in pixels; null while it is not. */
  draggedBy: number | null;
  /** Where what is dragged would go. */
  line: 'above' | 'below' | null;
  onOpen(): void;
  onClose(): void;
  onStep(step: -1 | 1): void;
  onDrop(): void;
  onDrag(event: PointerEvent): void;
  /** The card is open: what keeps its words, false where they do not fit. */
  onEditor(keep: () => boolean): void;
}

export function DraftCard(props: DraftCardProps) {
  const keys = (event: KeyboardEvent) => {
    if (event.altKey && (keyOf(event) === 'ArrowUp' || keyOf(event) === 'ArrowDown')) {
      event.preventDefault();
      props.onStep(keyOf(event) === 'ArrowUp' ? -1 : 1);
    } else if (keyOf(event) === 'Delete' && !props.isOpen) {
      event.preventDefault();
      props.onDrop();
    }
  };
  return (
    <li
      class="task-draft"
      classList={{
        'task-draft-held': props.draft.held && !props.beside,
        'task-draft-dragged': props.draggedBy !== null,
        'task-draft-stack': props.beside !== undefined,
      }}
      data-color={props.draft.color}
      data-draft={props.draft.id}
      data-line={props.line ?? undefined}
      tabindex={props.beside && -1}
      data-focus-after={props.beside && '.task-sheet [data-draft]'}
      style={{ translate: props.draggedBy === null ? undefined : `0 ${props.draggedBy}px` }}
    >
      <Show
        when={props.isOpen}
        fallback={
          <Show when={!props.beside} fallback={<DraftLeft {...props} />}>
            <button
              type="button"
              class="task-draft-open"
              aria-label={t('tasks.openDraft', {
                text: props.draft.text,
                place: t('tasks.place', { count: props.index + 1, of: props.of }),
              })}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
              dir="auto"
              onClick={() => props.onOpen()}
              onKeyDown={keys}
            >
              {props.draft.text}
              <Show when={props.draft.held}>
                <span class="task-held">
                  <ShoppingBasket size={15} aria-hidden="true" />
                  {t('tasks.held')}
                </span>
              </Show>
            </button>
            <Show when={props.of > 1}>
              {/* Keys and the buttons of an opened note do the same. */}
              <span
                class="task-grip"
                aria-hidden="true"
                title={t('tasks.drag')}
                ref={takeMovement}
                onPointerDown={(event) => props.onDrag(event)}
              >
                <GripVertical size={20} />
              </span>
            </Show>
          </Show>
        }
      >
        <DraftEditor {...props} />
      </Show>
    </li>
  );
}

/** Read, with what can be done with it right there: nobody looks for it in a phase that asks for something else. */
function DraftLeft(props: DraftCardProps) {
  return (
    <>
      <p class="task-draft-text" dir="auto">
        {props.draft.text}
      </p>
      <div class="task-buttons task-draft-ways">
        {props.beside?.(props.draft.id)}
        <button
          type="button"
          class="button button-icon"
          aria-label={t('tasks.changeDraft', { text: shortened(props.draft.text) })}
          title={t('tasks.change')}
          onClick={() => props.onOpen()}
        >
          <PenLine size={20} aria-hidden="true" />
        </button>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('tasks.discardNamed', { text: shortened(props.draft.text) })}
          title={t('tasks.discard')}
          onClick={() => props.onDrop()}
        >
          <Trash size={20} aria-hidden="true" />
        </button>
      </div>
    </>
  );
}

/** To the row itself where it can have the focus: whoever writes on when a phase ends presses nothing there. */
function afterEditor(id: DraftId): string {
  const row = `[data-draft="${CSS.escape(id)}"]`;
  return `${row}[tabindex], ${row} .task-draft-open`;
}

function DraftEditor(props: DraftCardProps) {
  const task = useTask();
  const field = createUniqueId();
  let area: HTMLTextAreaElement | undefined;
  const form = keepForm({
    purpose: { kind: 'draft', who: task.who, of: props.draft.id },
    texts: ['text'],
    was: () => ({ text: props.draft.text }),
  });
  const written = () => form.words().text ?? '';
  onMount(() => {
    area?.focus();
    area?.setSelectionRange(written().length, written().length);
    props.onEditor(keepText);
  });

  const change = (part: Partial<Draft>) =>
    void task.does({ do: 'putDrafts', drafts: [{ ...props.draft, ...part }] });

  /** True unless the words do not fit. An empty note is none: the words from before stay. */
  function keepText(): boolean {
    const text = written().trim();
    if (countCharacters(text) > NOTE_CHARS_MAX) {
      refuse(t('tasks.noteTooLong', { max: NOTE_CHARS_MAX }));
      return false;
    }
    form.clear();
    if (text !== '' && text !== props.draft.text) change({ text });
    return true;
  }

  function done(): void {
    if (keepText()) props.onClose();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are shortcuts of the buttons inside.
    <div
      class="task-draft-editor"
      data-focus-after={afterEditor(props.draft.id)}
      onKeyDown={(event) => {
        if (keyOf(event) === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          tellDiscarded(form.discard());
          props.onClose();
        } else if (event.altKey && (keyOf(event) === 'ArrowUp' || keyOf(event) === 'ArrowDown')) {
          event.preventDefault();
          props.onStep(keyOf(event) === 'ArrowUp' ? -1 : 1);
        }
      }}
    >
      <label for={field} class="for-screen-readers">
        {t('board.noteText')}
      </label>
      <textarea
        id={field}
        dir="auto"
        rows={2}
        enterkeyhint="done"
        {...form.mark('text')}
        value={written()}
        ref={(element) => {
          area = element;
        }}
        onInput={(event) => form.put({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (keyOf(event) !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          done();
        }}
      />
      <Swatches chosen={props.draft.color} onChoose={(color) => change({ color })} />
      <SectionField chosen={props.draft.section} onChoose={(section) => change({ section })} />
      <DraftTools
        place={props}
        isHeld={props.beside ? undefined : props.draft.held}
        onHold={() => change({ held: !props.draft.held })}
        onDelete={() => {
          form.clear();
          props.onDrop();
        }}
        onDone={done}
      />
      <Show when={props.draft.held && !props.beside}>
        <p class="task-draft-why">{t('tasks.heldWhy')}</p>
      </Show>
    </div>
  );
}

/** Moves the note, holds it back while people pack, throws it away, or puts its words into the basket. */
function DraftTools(props: {
  place: Pick<DraftCardProps, 'index' | 'of' | 'onStep'>;
  /** Undefined where nothing is held back. */
  isHeld: boolean | undefined;
  onHold(): void;
  onDelete(): void;
  onDone(): void;
}) {
  return (
    <div class="task-draft-tools">
      <Tool name={t('tasks.up')} isOff={props.place.index === 0} onClick={() => props.place.onStep(-1)}>
        <ArrowUp size={20} aria-hidden="true" />
      </Tool>
      <Tool
        name={t('tasks.down')}
        isOff={props.place.index === props.place.of - 1}
        onClick={() => props.place.onStep(1)}
      >
        <ArrowDown size={20} aria-hidden="true" />
      </Tool>
      <Show when={props.isHeld !== undefined}>
        <Tool name={t('tasks.hold')} isPressed={props.isHeld === true} onClick={() => props.onHold()}>
          <ShoppingBasket size={20} aria-hidden="true" />
        </Tool>
      </Show>
      <Tool name={t('board.delete')} onClick={() => props.onDelete()}>
        <Trash size={20} aria-hidden="true" />
      </Tool>
      <button type="button" class="button" onClick={() => props.onDone()}>
        {t('tasks.done')}
      </button>
    </div>
  );
}

function Tool(props: {
  name: string;
  isOff?: boolean;
  isPressed?: boolean;
  onClick(): void;
  children: JSX.Element;
}) {
  return (
    <button
      type="button"
      class="button button-icon"
      aria-label={props.name}
      title={props.name}
      aria-disabled={props.isOff}
      aria-pressed={props.isPressed}
      onClick={() => {
        if (!props.isOff) props.onClick();
      }}
    >
      {props.children}
    </button>
  );
}
