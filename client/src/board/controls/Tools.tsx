// The tools at the bottom: a new note and its colour, two ways to select, arrange, undo and redo.

import './tools.css';
import {
  Boxes,
  ChevronDown,
  Eye,
  Lasso,
  LayoutDashboard,
  MousePointer2,
  Redo2,
  ShoppingBasket,
  StickyNote,
  Undo2,
} from 'lucide-solid';
import { createSignal, type JSX, onCleanup, Show } from 'solid-js';
import type { UndoManager } from 'yjs';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { redo, undo } from '../commands/history';
import { makeForAll, makeHere, type NewNoteBoard } from '../commands/new_notes';
import type { Focus, Overview, Palette, Selection, Toolbox } from '../parts';
import { BarButton } from './BarButton';
import { keyboardBack } from './keyboard_back';
import { keyed } from './keyed';
import { newNoteWords } from './new_note_words';
import { Swatches } from './Swatches';

type Board = NewNoteBoard & Selection & Focus & Overview & Toolbox & { readonly undo: UndoManager };

export function Tools(props: {
  board: Board;
  onArrangeAll(): void;
  onSuggest?: (() => void) | undefined;
  more: JSX.Element;
}) {
  return (
    <div class="tools panel" role="toolbar" aria-label={t('board.tools')} ref={keyboardBack(props.board)}>
      <NewNoteButtons board={props.board} />
      <ColorButton board={props.board} />
      <span class="tools-gap" />
      <WaysToSelect board={props.board} />
      <Show when={props.board.clusterCount() > 0 && props.board.may.everything()}>
        <BarButton
          icon={LayoutDashboard}
          name={t('clusters.arrangeAll')}
          title={keyed(props.board, t('clusters.arrangeAll'), 'Shift+T')}
          onPress={() => props.onArrangeAll()}
        />
      </Show>
      <Show when={props.onSuggest !== undefined && props.board.count() > 0}>
        <BarButton
          icon={Boxes}
          name={t('board.suggest')}
          class="tools-suggest"
          onPress={() => props.onSuggest?.()}
        />
      </Show>
      <span class="tools-gap" />
      <UndoAndRedo board={props.board} />
      {props.more}
    </div>
  );
}

/** A new note, in one's basket while people pack or notes are offered; then also one that all see. */
function NewNoteButtons(props: { board: Board }) {
  const isPacking = () => props.board.page.basket !== undefined;
  const newNote = () => t(newNoteWords(props.board.page.basket));

  return (
    <>
      <Show when={isPacking() || props.board.may.somewhere('add')}>
        <button
          type="button"
          class="button tools-new"
          data-color={props.board.color()}
          aria-label={newNote()}
          title={keyed(props.board, newNote(), 'N')}
          onClick={() => makeHere(props.board)}
        >
          <Show when={isPacking()} fallback={<StickyNote size={20} aria-hidden="true" />}>
            <ShoppingBasket size={20} aria-hidden="true" />
          </Show>
          <span class="tools-words">{t('board.newNote')}</span>
        </button>
      </Show>
      <Show when={isPacking() && props.board.may.somewhere('add')}>
        <button
          type="button"
          class="button tools-for-all"
          aria-label={t('board.newForAll')}
          title={t('board.newForAll')}
          onClick={() => makeForAll(props.board)}
        >
          <Eye size={20} aria-hidden="true" />
          <span class="tools-words">{t('board.forAll')}</span>
        </button>
      </Show>
    </>
  );
}

/** The colour that new notes get; opens the choice. */
function ColorButton(props: { board: Palette & Pick<Focus, 'takeFocus'> }) {
  const [open, setOpen] = createSignal(false);
  let root: HTMLDivElement | undefined;
  let button: HTMLButtonElement | undefined;
  const close = (toBoard = false) => {
    setOpen(false);
    if (toBoard) props.board.takeFocus();
    else button?.focus();
  };
  const elsewhere = (event: Event) => {
    if (open() && event.target instanceof Node && root?.contains(event.target) === false) setOpen(false);
  };
  const escaped = (event: KeyboardEvent) => {
    if (keyOf(event) !== 'Escape' || !open()) return;
    event.preventDefault();
    close();
  };
  document.addEventListener('keydown', escaped);
  document.addEventListener('pointerdown', elsewhere);
  document.addEventListener('focusin', elsewhere);
  onCleanup(() => {
    document.removeEventListener('keydown', escaped);
    document.removeEventListener('pointerdown', elsewhere);
    document.removeEventListener('focusin', elsewhere);
  });
  const label = () => t('board.colorOf', { color: t(`board.${props.board.color()}`) });

  return (
    <div class="tools-color" ref={root}>
      <button
        type="button"
        ref={button}
        class="button button-icon tools-color-open"
        aria-label={label()}
        title={label()}
        aria-expanded={open()}
        onClick={() => setOpen(!open())}
      >
        <ChevronDown size={20} aria-hidden="true" />
      </button>
      <Show when={open()}>
        <div class="tools-choice panel">
          <Swatches
            chosen={props.board.color()}
            onChoose={(color, byPointer) => {
              props.board.setColor(color);
              close(byPointer);
            }}
          />
        </div>
      </Show>
    </div>
  );
}

function WaysToSelect(props: { board: Board }) {
  return (
    <>
      <BarButton
        icon={MousePointer2}
        name={t('board.select')}
        title={keyed(props.board, t('board.select'), 'V')}
        class="tools-select"
        isPressed={props.board.tool() === 'select'}
        onPress={() => props.board.toggleTool('select')}
      />
      <BarButton
        icon={Lasso}
        name={t('board.lasso')}
        title={keyed(props.board, t('board.lasso'), 'L')}
        isPressed={props.board.tool() === 'lasso'}
        onPress={() => props.board.toggleTool('lasso')}
      />
      <Show when={props.board.tool() === 'lasso' && props.board.selection().size === 0}>
        <p class="tools-say panel">{t('board.lassoHint')}</p>
      </Show>
    </>
  );
}

function UndoAndRedo(props: { board: Board }) {
  const { undo: history } = props.board;
  const [can, setCan] = createSignal({ undo: history.canUndo(), redo: history.canRedo() });
  const look = () => setCan({ undo: history.canUndo(), redo: history.canRedo() });
  const moments = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;
  for (const moment of moments) history.on(moment, look);
  onCleanup(() => {
    for (const moment of moments) history.off(moment, look);
  });

  return (
    <>
      <BarButton
        icon={Undo2}
        name={t('board.undo')}
        key="Ctrl+Z"
        isDisabled={!can().undo}
        onPress={() => undo(props.board)}
      />
      <BarButton
        icon={Redo2}
        name={t('board.redo')}
        key="Ctrl+Shift+Z"
        isDisabled={!can().redo}
        onPress={() => redo(props.board)}
      />
    </>
  );
}
