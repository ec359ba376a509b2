// In the bar of what is selected: sizes, places in line, and locks; each choice opens from one button.

import './shape_buttons.css';
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  Lock,
  LockOpen,
  type LucideIcon,
  Proportions,
} from 'lucide-solid';
import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import type { MayWithNotes } from '../commands/may_with';
import { NOTE_SIZES, type Note } from '../document/note';
import { type Alignment, DISTRIBUTED_MIN, type Distribution } from '../shaping/align';
import { type ShapingBoard, shape } from '../shaping/shaping';
import { BarButton } from './BarButton';

export const ALIGNING: readonly (readonly [Alignment, LucideIcon, string])[] = [
  ['left', AlignStartVertical, 'Alt+A'],
  ['centre', AlignCenterVertical, 'Alt+H'],
  ['right', AlignEndVertical, 'Alt+D'],
  ['top', AlignStartHorizontal, 'Alt+W'],
  ['middle', AlignCenterHorizontal, 'Alt+V'],
  ['bottom', AlignEndHorizontal, 'Alt+S'],
];

const SPACING: readonly (readonly [Distribution, LucideIcon, string])[] = [
  ['across', AlignHorizontalSpaceBetween, 'Alt+Shift+H'],
  ['down', AlignVerticalSpaceBetween, 'Alt+Shift+V'],
];

interface ShapeButtonsProps {
  readonly board: ShapingBoard;
  readonly notes: readonly Note[];
  readonly may: MayWithNotes;
}

export function ShapeButtons(props: ShapeButtonsProps) {
  const { board } = props;
  const size = () => {
    const [first, ...rest] = props.notes;
    return rest.every((note) => note.size === first?.size) ? first?.size : undefined;
  };
  const areLocked = () => props.notes.every((note) => note.locked);

  return (
    <>
      <Show when={props.may.change}>
        <Choice icon={Proportions} name={t('shape.size')}>
          <For each={NOTE_SIZES}>
            {(one) => (
              <button
                type="button"
                class="button button-icon shape-size"
                aria-label={t(`shape.size_${one}`)}
                title={t(`shape.size_${one}`)}
                aria-pressed={size() === one}
                onClick={() => shape(board, { do: 'size', size: one })}
              >
                {one.toUpperCase()}
              </button>
            )}
          </For>
        </Choice>
      </Show>
      <Show when={props.may.raise && props.notes.length > 1}>
        <Choice icon={AlignStartVertical} name={t('shape.line')}>
          <For each={ALIGNING}>
            {([by, icon, key]) => (
              <BarButton
                icon={icon}
                name={t(`shape.${by}`)}
                key={key}
                onPress={() => shape(board, { do: 'align', by })}
              />
            )}
          </For>
          <Show when={props.notes.length >= DISTRIBUTED_MIN}>
            <For each={SPACING}>
              {([way, icon, key]) => (
                <BarButton
                  icon={icon}
                  name={t(`shape.${way}`)}
                  key={key}
                  onPress={() => shape(board, { do: 'distribute', way })}
                />
              )}
            </For>
          </Show>
        </Choice>
      </Show>
      <Show when={props.may.lock}>
        <BarButton
          icon={areLocked() ? LockOpen : Lock}
          name={t(areLocked() ? 'shape.unlock' : 'shape.lock')}
          key="Ctrl+Shift+L"
          onPress={() => shape(board, { do: 'lock' })}
        />
      </Show>
    </>
  );
}

/** A button that opens a row of others under it, or over it where there is no room. */
function Choice(props: { icon: LucideIcon; name: string; children: JSX.Element }) {
  const [open, setOpen] = createSignal(false);
  const [isAbove, setAbove] = createSignal(false);
  let root!: HTMLDivElement;
  const toggle = () => {
    setAbove(root.getBoundingClientRect().bottom + ROOM_PX > window.innerHeight);
    setOpen(!open());
  };
  const elsewhere = (event: Event) => {
    if (event.target instanceof Node && !root.contains(event.target)) setOpen(false);
  };
  const escaped = (event: KeyboardEvent) => {
    if (keyOf(event) !== 'Escape' || !open()) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    root.querySelector('button')?.focus();
  };
  document.addEventListener('pointerdown', elsewhere);
  document.addEventListener('focusin', elsewhere);
  document.addEventListener('keydown', escaped, { capture: true });
  onCleanup(() => {
    document.removeEventListener('pointerdown', elsewhere);
    document.removeEventListener('focusin', elsewhere);
    document.removeEventListener('keydown', escaped, { capture: true });
  });

  return (
    <div class="shape-choice" ref={root}>
      <button
        type="button"
        class="button button-icon"
        aria-label={props.name}
        title={props.name}
        aria-expanded={open()}
        onClick={toggle}
      >
        <props.icon size={20} aria-hidden="true" />
      </button>
      <Show when={open()}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form, and this is a toolbar's part. */}
        <div
          class="shape-row panel"
          classList={{ 'shape-row-above': isAbove() }}
          role="group"
          aria-label={props.name}
        >
          {props.children}
        </div>
      </Show>
    </div>
  );
}

/** What a row and the tools under it take, in pixels. */
const ROOM_PX = 120;
