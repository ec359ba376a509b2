// One button for the tools beyond note, select and undo: its menu, and beside it what the tool is set to that is taken up.

import './more_tools.css';
import { Ellipsis } from 'lucide-solid';
import { createEffect, createSignal, For, lazy, on, onCleanup, onMount, Show, Suspense } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { patiently } from '../../stale/stale';
import { beginningWith, stepTo } from '../controls/menu_items';
import { iconOf, isDrawingTool, type MoreTool, type MoreToolsBoard, moreTools } from './more_tools';
import { ToolOptions } from './ToolOptions';

const DrawnList = lazy(patiently(() => import('../drawing/DrawnList')));

export default function MoreTools(props: { board: MoreToolsBoard; onNewArea(): void }) {
  const { board } = props;
  const [isOpen, setOpen] = createSignal(false);
  const [isListOpen, setListOpen] = createSignal(false);
  let root!: HTMLDivElement;
  let button!: HTMLButtonElement;
  const groups = () => moreTools(board, { drawn: () => setListOpen(true), area: () => props.onNewArea() });

  // What a tool means for those who do not see its cursor.
  createEffect(
    on(
      board.tool,
      (tool) => {
        if (isDrawingTool(tool)) board.page.announce(`${t(`drawing.${tool}`)}. ${t(`drawing.${tool}Hint`)}`);
      },
      { defer: true },
    ),
  );

  function choose(tool: MoreTool): void {
    setOpen(false);
    board.takeFocus();
    tool.act();
  }

  const elsewhere = (event: Event) => {
    if (isOpen() && event.target instanceof Node && !root.contains(event.target)) setOpen(false);
  };
  onMount(() => {
    document.addEventListener('pointerdown', elsewhere);
    document.addEventListener('focusin', elsewhere);
  });
  onCleanup(() => {
    document.removeEventListener('pointerdown', elsewhere);
    document.removeEventListener('focusin', elsewhere);
  });

  return (
    <div class="more-tools" ref={root}>
      <button
        type="button"
        ref={button}
        class="button button-icon"
        classList={{ 'more-tools-on': isDrawingTool(board.tool()) }}
        aria-label={t('more.tools')}
        title={t('more.tools')}
        aria-haspopup="menu"
        aria-expanded={isOpen()}
        onClick={() => setOpen(!isOpen())}
      >
        <Dynamic component={iconOf(board.tool()) ?? Ellipsis} size={20} aria-hidden="true" />
      </button>
      <Show when={isOpen()}>
        <Menu
          groups={groups()}
          letters={board.areLettersKeys()}
          onChoose={choose}
          onClose={() => {
            setOpen(false);
            button.focus();
          }}
        />
      </Show>
      <Show when={!isOpen() && board.drawing()}>
        {(drawing) => <ToolOptions board={board} drawing={drawing()} />}
      </Show>
      <Show when={isListOpen() && board.drawing()}>
        {(drawing) => (
          <Suspense>
            <DrawnList board={board} drawing={drawing()} onClose={() => setListOpen(false)} />
          </Suspense>
        )}
      </Show>
    </div>
  );
}

function Menu(props: {
  groups: readonly (readonly MoreTool[])[];
  letters: boolean;
  onChoose(tool: MoreTool): void;
  onClose(): void;
}) {
  let menu!: HTMLDivElement;
  const items = () => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  onMount(() => items()[0]?.focus({ preventScroll: true }));

  function pressed(event: KeyboardEvent): void {
    event.stopPropagation();
    const key = keyOf(event);
    if (key === 'Escape' || key === 'Tab') {
      event.preventDefault();
      props.onClose();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const isLetter = [...key].length === 1 && key !== ' ';
    const to = isLetter
      ? beginningWith(
          key,
          at,
          all.map((item) => item.getAttribute('aria-label') ?? ''),
        )
      : stepTo(
          key,
          at,
          all.map((_, row) => row),
        );
    if (to === null) return;
    event.preventDefault();
    all[to]?.focus({ preventScroll: true });
  }

  return (
    <div
      class="more-tools-menu panel"
      role="menu"
      tabindex="-1"
      aria-label={t('more.tools')}
      ref={menu}
      onKeyDown={pressed}
    >
      <For each={props.groups}>
        {(group) => (
          // biome-ignore lint/a11y/useSemanticElements: a menu has no fieldsets.
          <div class="more-tools-group" role="group">
            <For each={group}>
              {(tool) => (
                // biome-ignore lint/a11y/useAriaPropsSupportedByRole: what has a state is a menuitemcheckbox.
                <button
                  type="button"
                  class="more-tools-item"
                  role={tool.isOn === undefined ? 'menuitem' : 'menuitemcheckbox'}
                  aria-checked={tool.isOn}
                  tabindex="-1"
                  aria-label={tool.name}
                  onClick={() => props.onChoose(tool)}
                >
                  <Dynamic component={tool.icon} size={20} aria-hidden="true" />
                  <span>{tool.name}</span>
                  <Show when={props.letters && tool.key}>
                    <kbd>{tool.key}</kbd>
                  </Show>
                </button>
              )}
            </For>
          </div>
        )}
      </For>
    </div>
  );
}
