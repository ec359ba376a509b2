// The tools at the bottom: a new note and its colour, two ways to select, arrange, undo and redo.

import './tools.css';
import {
  Boxes,
  Eye,
  Lasso,
  LayoutDashboard,
  MousePointer2,
  Redo2,
  ShoppingBasket,
  StickyNote,
  Undo2,
} from 'lucide-solid';
import { createSignal, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { arrangeAll } from '../commands/clusters';
import { makeForAll, makeHere, redo, undo } from '../commands/commands';
import type { Surface } from '../surface';
import { keyboardBack } from './keyboard_back';
import { keyed } from './keyed';
import { Swatches } from './Swatches';

export function Tools(props: { surface: Surface; onSuggest?: (() => void) | undefined }) {
  const { undo: history } = props.surface;
  const [can, setCan] = createSignal({ undo: history.canUndo(), redo: history.canRedo() });
  const look = () => setCan({ undo: history.canUndo(), redo: history.canRedo() });
  const moments = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;
  for (const moment of moments) history.on(moment, look);
  onCleanup(() => {
    for (const moment of moments) history.off(moment, look);
  });

  const isPacking = () => props.surface.props.basket !== undefined;
  const newNote = () => t(isPacking() ? 'board.newInBasket' : 'board.newNote');

  return (
    <div class="tools panel" role="toolbar" aria-label={t('board.tools')} ref={keyboardBack(props.surface)}>
      <button
        type="button"
        class="button tools-new"
        aria-label={newNote()}
        title={keyed(props.surface, newNote(), 'N')}
        onClick={() => makeHere(props.surface)}
      >
        <Show when={isPacking()} fallback={<StickyNote size={20} aria-hidden="true" />}>
          <ShoppingBasket size={20} aria-hidden="true" />
        </Show>
        <span class="tools-words">{t('board.newNote')}</span>
      </button>
      <Show when={isPacking()}>
        <button
          type="button"
          class="button tools-for-all"
          aria-label={t('board.newForAll')}
          title={t('board.newForAll')}
          onClick={() => makeForAll(props.surface)}
        >
          <Eye size={20} aria-hidden="true" />
          <span class="tools-words">{t('board.forAll')}</span>
        </button>
      </Show>
      <ColorButton surface={props.surface} />
      <span class="tools-gap" />
      <button
        type="button"
        class="button button-icon tools-select"
        aria-label={t('board.select')}
        title={keyed(props.surface, t('board.select'), 'V')}
        aria-pressed={props.surface.tool() === 'select'}
        onClick={() => props.surface.toggleTool('select')}
      >
        <MousePointer2 size={20} aria-hidden="true" />
      </button>
      <button
        type="button"
        class="button button-icon"
        aria-label={t('board.lasso')}
        title={keyed(props.surface, t('board.lasso'), 'L')}
        aria-pressed={props.surface.tool() === 'lasso'}
        onClick={() => props.surface.toggleTool('lasso')}
      >
        <Lasso size={20} aria-hidden="true" />
      </button>
      <Show when={props.surface.tool() === 'lasso' && props.surface.selection().size === 0}>
        <p class="tools-say panel">{t('board.lassoHint')}</p>
      </Show>
      <Show when={props.surface.clusterCount() > 0}>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('clusters.arrangeAll')}
          title={keyed(props.surface, t('clusters.arrangeAll'), 'Shift+T')}
          onClick={() => arrangeAll(props.surface)}
        >
          <LayoutDashboard size={20} aria-hidden="true" />
        </button>
      </Show>
      <Show when={props.onSuggest !== undefined && props.surface.count() > 0}>
        <button
          type="button"
          class="button button-icon tools-suggest"
          aria-label={t('board.suggest')}
          title={t('board.suggest')}
          onClick={() => props.onSuggest?.()}
        >
          <Boxes size={20} aria-hidden="true" />
        </button>
      </Show>
      <span class="tools-gap" />
      <button
        type="button"
        class="button button-icon"
        aria-label={t('board.undo')}
        title={`${t('board.undo')} (Ctrl+Z)`}
        aria-disabled={!can().undo}
        onClick={() => undo(props.surface)}
      >
        <Undo2 size={20} aria-hidden="true" />
      </button>
      <button
        type="button"
        class="button button-icon"
        aria-label={t('board.redo')}
        title={`${t('board.redo')} (Ctrl+Shift+Z)`}
        aria-disabled={!can().redo}
        onClick={() => redo(props.surface)}
      >
        <Redo2 size={20} aria-hidden="true" />
      </button>
    </div>
  );
}

/** The colour that new notes get; opens the choice. */
function ColorButton(props: { surface: Surface }) {
  const [open, setOpen] = createSignal(false);
  let root: HTMLDivElement | undefined;
  let button: HTMLButtonElement | undefined;
  const close = (toBoard = false) => {
    setOpen(false);
    if (toBoard) props.surface.takeFocus();
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
  const label = () => t('board.colorOf', { color: t(`board.${props.surface.color()}`) });

  return (
    <div class="tools-color" ref={root}>
      <button
        type="button"
        ref={button}
        class="button button-icon swatch"
        data-color={props.surface.color()}
        aria-label={label()}
        title={label()}
        aria-expanded={open()}
        onClick={() => setOpen(!open())}
      />
      <Show when={open()}>
        <div class="tools-choice panel">
          <Swatches
            chosen={props.surface.color()}
            onChoose={(color, byPointer) => {
              props.surface.setColor(color);
              close(byPointer);
            }}
          />
        </div>
      </Show>
    </div>
  );
}
