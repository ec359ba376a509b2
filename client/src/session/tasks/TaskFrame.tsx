// The frame of a task: docked at the left of the board, on a phone a sheet from below with three places. Folded it is a tab.

import './sheet.css';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import ChevronUp from 'lucide-solid/icons/chevron-up';
import PanelLeftClose from 'lucide-solid/icons/panel-left-close';
import PanelLeftOpen from 'lucide-solid/icons/panel-left-open';
import { createEffect, createSignal, createUniqueId, type JSX, onCleanup, type Setter, Show } from 'solid-js';
import { keepClearOf } from '../../board/keep_clear';
import { useBoard } from '../../board/open_board';
import { t } from '../../i18n';
import { createMatches, UPRIGHT } from '../../look/media';
import { setRightsPlace, setToldPlace } from '../told_in_sheet';
import { dragSheet } from './drag_sheet';
import { larger, type SheetPlace } from './sheet_place';

/** Whether the sheet comes from below: on a phone that is held upright. */
export function createIsBelow(): () => boolean {
  return createMatches(UPRIGHT);
}

/** What of the window the sheet takes: all that is below its top, or the side at which it stands. */
function covered({ left, right, top }: DOMRect): { readonly bottom: number } | { readonly left: number } {
  return left <= 0 && right >= innerWidth ? { bottom: innerHeight - top } : { left: right };
}

export function TaskFrame(props: {
  kind: string;
  heading: string;
  /** What it holds, while it is a tab or little more. */
  tab: JSX.Element;
  place: SheetPlace;
  onPlace: Setter<SheetPlace>;
  isBelow: boolean;
  /** It stands, or no more. */
  onElement?: (sheet: HTMLElement | undefined) => void;
  foot?: JSX.Element;
  /** The foot as it stands on the tab. */
  tabFoot?: JSX.Element;
  children: JSX.Element;
}) {
  const [sheet, setSheet] = createSignal<HTMLElement>();
  const [tab, setTab] = createSignal<HTMLElement>();
  let button: HTMLButtonElement | undefined;
  keepClearOf('task', useBoard(), sheet, covered);
  keepClearOf('task tab', useBoard(), tab, covered);
  /** Said at once: whoever asked for its field early waits for that. */
  const stands = (element: HTMLElement | undefined) => {
    setSheet(element);
    props.onElement?.(element);
  };

  function open() {
    props.onPlace((place) => larger(place));
    sheet()?.focus();
  }
  function putAway() {
    props.onPlace('tab');
    button?.focus();
  }

  return (
    <Show
      when={props.place !== 'tab'}
      fallback={
        <section
          class="task-tab"
          aria-label={props.heading}
          ref={(element) => {
            setTab(element);
            onCleanup(() => setTab(undefined));
          }}
        >
          <button
            type="button"
            class="task-button"
            ref={(element) => {
              button = element;
            }}
            onClick={open}
          >
            <Show when={props.isBelow} fallback={<PanelLeftOpen size={20} aria-hidden="true" />}>
              <ChevronUp size={20} aria-hidden="true" />
            </Show>
            <span class="task-button-words">{props.tab}</span>
          </button>
          <Show when={!props.isBelow}>{props.tabFoot}</Show>
        </section>
      }
    >
      <Sheet {...props} onPutAway={putAway} onSheet={stands} />
    </Show>
  );
}

function Sheet(props: {
  kind: string;
  heading: string;
  tab: JSX.Element;
  place: SheetPlace;
  onPlace: Setter<SheetPlace>;
  isBelow: boolean;
  onPutAway(): void;
  onSheet(element: HTMLElement | undefined): void;
  foot?: JSX.Element;
  children: JSX.Element;
}) {
  const heading = createUniqueId();
  const [top, setTop] = createSignal<HTMLElement>();
  createEffect(() => {
    const handle = top();
    if (props.isBelow && handle !== undefined) onCleanup(dragSheet(handle, props.onPlace));
  });
  /** Who writes in it, or comes by keyboard, has it in full. A press keeps it where it is: what was pressed would go from under the finger. */
  const takeUp = () => props.onPlace((place) => (place === 'peek' ? 'half' : place));
  return (
    <section
      class="task-sheet"
      data-kind={props.kind}
      data-place={props.place}
      aria-labelledby={heading}
      tabindex="-1"
      data-focus-region
      ref={(element) => {
        props.onSheet(element);
        onCleanup(() => props.onSheet(undefined));
      }}
      onFocusIn={({ currentTarget, target }) => {
        if (target !== currentTarget && target.matches(':focus-visible')) takeUp();
      }}
    >
      <header class="task-top" ref={setTop}>
        <h2 id={heading}>{props.isBelow && props.place === 'peek' ? props.tab : props.heading}</h2>
        <Show when={props.isBelow && props.place !== 'whole'}>
          <button
            type="button"
            class="button button-icon"
            aria-label={t('tasks.larger')}
            title={t('tasks.larger')}
            onClick={() => props.onPlace((place) => larger(place))}
          >
            <ChevronUp size={20} aria-hidden="true" />
          </button>
        </Show>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('tasks.putAway')}
          title={t('tasks.putAway')}
          onClick={() => props.onPutAway()}
        >
          <Show when={props.isBelow} fallback={<PanelLeftClose size={20} aria-hidden="true" />}>
            <ChevronDown size={20} aria-hidden="true" />
          </Show>
        </button>
      </header>
      <div class="task-inside">
        <div class="task-says" ref={placed(setRightsPlace)} />
        <div class="task-says" ref={placed(setToldPlace)} />
        {props.children}
      </div>
      <Show when={props.foot}>
        <footer class="task-foot">{props.foot}</footer>
      </Show>
    </section>
  );
}

/** Says where an element is, as long as it is there. */
function placed(set: Setter<HTMLElement | undefined>) {
  return (element: HTMLElement) => {
    set(element);
    onCleanup(() => set((now) => (now === element ? undefined : now)));
  };
}
