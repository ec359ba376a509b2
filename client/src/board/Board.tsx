// The board: notes on a blanket, as one document that everybody in the room changes at once.

import './board.css';
import {
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  lazy,
  mergeProps,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Purpose, Words } from '../half_written/words';
import { t, withTexts } from '../i18n';
import type { ElementId, ParticipantId, RoomId } from '../protocol/session';
import { letterKeys } from '../settings/letter_keys';
import { closeSide, openSide, side } from '../side/side';
import { patiently } from '../stale/stale';
import { SUGGEST_TEXTS } from '../suggest/text/suggest_texts';
import { ClusterBar } from './controls/ClusterBar';
import { SelectionBar } from './controls/SelectionBar';
import { Tools } from './controls/Tools';
import { Zoom } from './controls/Zoom';
import { listenToKeys } from './gesture/key_input';
import { listenToPointers } from './gesture/pointer_input';
import { keepLook, keptLook } from './kept_look';
import { keepLookout } from './lookout';
import type { Point } from './model/point';
import { Surface } from './surface';
import { LassoLine } from './view/lasso_line';

/** What is not needed at once is loaded apart: what only facilitators need when they ask for it, and by others when they are shown it. */
const SuggestPanel = lazy(
  withTexts(
    SUGGEST_TEXTS,
    patiently(() => import('../suggest/SuggestPanel')),
  ),
);
const loads = {
  menu: patiently(() => import('./controls/ContextMenu')),
  shortcuts: patiently(() => import('./controls/Shortcuts')),
  moveTo: patiently(() => import('./controls/MoveToCluster')),
};
const ContextMenu = lazy(loads.menu);
const Shortcuts = lazy(loads.shortcuts);
const MoveToCluster = lazy(loads.moveTo);
const ShownProposal = lazy(
  withTexts(
    SUGGEST_TEXTS,
    patiently(() => import('../suggest/ShownProposal')),
  ),
);

export interface BoardProps {
  /** The shared document. */
  doc: Y.Doc;
  /** Presence. The board sets `cursor`, `selection`, `drag` and `editing`, and nothing else. */
  awareness: Awareness;
  /** The room whose board it is. */
  room: RoomId;
  /** Who this page speaks for. */
  me: ParticipantId;
  /** Who writes what stays unknown, or nobody has said yet whether: notes are made without their writer. */
  anonymous: boolean;
  /** The time by the server's clock: one's own would tell one's notes from those of others. */
  nowMs(): number;
  /** Client ids under which the server lays notes. */
  laidUnder: ReadonlySet<number>;
  /** False for those who only read, and while the board is locked. */
  editable: boolean;
  /** False until the board's content is known. */
  ready: boolean;
  /** The name to show for somebody. */
  nameOf(participant: ParticipantId): string;
  /** Whoever follows this hears when any name may be another. */
  followNames(): void;
  /** Says something to those who cannot see it. */
  announce(text: string): void;
  /** What else can be done to the one note that is selected, in its bar. */
  forNote?(note: ElementId): JSX.Element;
  /** Says briefly, for all to see, why something was not done. */
  refuse(text: string): void;
  /** Keeps what this person was writing in something that somebody took away, and says where. */
  keepWords(purpose: Purpose, words: Words): void;
  /** Says where words are whose field went; not to whoever was put out, for whom the page that says so has them. */
  tellKept(): void;
  /** The room in which this person may ask for cluster suggestions; none where they may not. */
  suggestIn?: RoomId | undefined;
  /** While people pack: where a note is written that is asked for here, unless it is asked for by name for all to see. */
  basket?: { open(words: string): void } | undefined;
  /** False until it is known whether a new note is for the basket or for all: nobody's words are shown to all by mistake. */
  newNotesKnown: boolean;
  /** The board is in the page, for what stands beside it; nothing once it is gone. */
  onSurface?(surface: Surface | undefined): void;
}

export function Board(props: BoardProps) {
  const [surface, setSurface] = createSignal<Surface>();
  const [shortcuts, setShortcuts] = createSignal(false);
  const [moving, setMoving] = createSignal(false);
  const [menu, setMenu] = createSignal<{ at: Point | null } | null>(null);
  /** The room in which suggestions lie open beside the board. */
  const suggesting = () => (side() === 'suggestions' ? props.suggestIn : undefined);
  /** What somebody else shows to all, unless suggestions of one's own lie open. */
  const shown = () => (suggesting() === undefined ? (surface()?.peers.proposal() ?? null) : null);
  const [isPutAway, putAway] = createSignal(false);
  /** It comes over the board once nothing is in one's hand, and stays until it is put away. */
  const looking = createMemo<boolean>(
    (was) => shown() !== null && !isPutAway() && (was || surface()?.isAtWork() === false),
    false,
  );
  // While a preview lies over the board, what is seen is not what is there: nothing is taken up.
  const editable = () => props.editable && suggesting() === undefined && !looking();
  let board!: HTMLDivElement;
  let ground!: HTMLDivElement;
  let marquee!: HTMLDivElement;

  // What opens over the board gives the focus back to what had it: to a note or cluster, not to the field that waited there.
  function openShortcuts(): void {
    surface()?.readyToType.rest();
    setShortcuts(true);
  }
  function openMoving(): void {
    surface()?.readyToType.rest();
    setMoving(true);
  }

  function openMenu(at: Point | null): void {
    surface()?.readyToType.rest();
    setMenu({ at });
  }

  onMount(() => {
    // Not with the first load, and there without a network too.
    for (const load of Object.values(loads)) load().catch(() => {});
    const shown = mergeProps(props, {
      get editable() {
        return editable();
      },
    });
    const made = new Surface(ground, shown);
    const keyboard = listenToKeys(made, {
      shortcuts: openShortcuts,
      moveTo: openMoving,
      menu: openMenu,
    });
    const stopPointers = listenToPointers(
      made,
      marquee,
      new LassoLine(ground),
      // Where fingers point the hand is there from the start: it moves the empty board, and lifts what it presses.
      () => keyboard.isSpaceHeld() || (made.tool() === 'hand' && made.isToolChosen()),
      openMenu,
    );
    onCleanup(() => {
      stopPointers();
      keyboard.close();
      made.close();
      props.onSurface?.(undefined);
    });
    keepLookout(made);
    const leave = () => {
      const look = made.look();
      if (look !== null && props.ready) keepLook(props.room, look);
    };
    addEventListener('pagehide', leave);
    onCleanup(() => removeEventListener('pagehide', leave));
    showWhatIsThere(made, props);
    setSurface(made);
    props.onSurface?.(made);
  });

  // Whoever may ask for them no more is left with the board as it is.
  createEffect(() => {
    if (props.suggestIn === undefined) closeSide('suggestions');
  });
  onCleanup(() => closeSide('suggestions'));

  // What was begun where nobody is named is not shown under a name afterwards: only what is begun anew.
  createEffect(
    on([surface, () => props.anonymous], ([made, anonymous]) => made?.presence.startAnew(!anonymous)),
  );

  // Whoever shows something the next time shows it to all again.
  createEffect(
    on(
      () => shown()?.client,
      () => putAway(false),
    ),
  );

  function openSuggestions(made: Surface): void {
    made.writing.stop();
    made.titling.stop();
    made.selectCluster(null);
    openSide('suggestions');
  }

  function closeSuggestions(): void {
    closeSide('suggestions');
    board.querySelector<HTMLElement>('.tools-suggest')?.focus();
  }

  return (
    <div
      class="board"
      classList={{ 'board-busy': surface()?.busy() }}
      data-testid="board"
      data-focus-after=".surface[tabindex='0'], .surface [tabindex='0']"
      ref={board}
    >
      <div
        class="surface"
        classList={{
          'surface-hand': surface()?.tool() === 'hand',
          'surface-lasso': surface()?.tool() === 'lasso',
        }}
        role="application"
        aria-label={t('board.name')}
        ref={ground}
      >
        <div class="marquee" hidden ref={marquee} />
      </div>
      <Show when={surface()}>
        {(made) => (
          <>
            <Hint surface={made()} props={props} />
            {/* The menu offers the same, and says it at length. */}
            <Show when={menu() === null}>
              <SelectionBar surface={made()} onMoveTo={openMoving} />
              <ClusterBar surface={made()} onMerge={openMoving} />
            </Show>
            <Show when={editable()}>
              <Tools
                surface={made()}
                onSuggest={props.suggestIn === undefined ? undefined : () => openSuggestions(made())}
              />
            </Show>
            <Show when={suggesting()}>
              {(room) => (
                <Suspense>
                  <SuggestPanel surface={made()} room={room()} onClose={closeSuggestions} />
                </Suspense>
              )}
            </Show>
            <Show when={shown()}>
              {(proposal) => (
                <Suspense>
                  <ShownProposal
                    surface={made()}
                    shown={proposal()}
                    isLooking={looking()}
                    onLook={(on) => putAway(!on)}
                  />
                </Suspense>
              )}
            </Show>
            <Zoom surface={made()} onShortcuts={openShortcuts} />
            <Show when={!made().busy() && menu()} keyed>
              {({ at }) => (
                <Suspense>
                  <ContextMenu
                    surface={made()}
                    at={at}
                    opens={{ moveTo: openMoving, shortcuts: openShortcuts }}
                    onClose={() => setMenu(null)}
                  />
                </Suspense>
              )}
            </Show>
            <Show when={moving()}>
              <Suspense>
                <MoveToCluster surface={made()} onClose={() => setMoving(false)} />
              </Suspense>
            </Show>
          </>
        )}
      </Show>
      <Show when={shortcuts()}>
        <Suspense>
          <Shortcuts onClose={() => setShortcuts(false)} />
        </Suspense>
      </Show>
    </div>
  );
}

/** The first look at a board is where one looked before a reload, or at its notes, once they are known. */
function showWhatIsThere(surface: Surface, props: BoardProps): void {
  createEffect(
    on(
      () => props.ready,
      (ready) => {
        const things = surface.notes.count + surface.clusters.count + surface.sections.all().length;
        if (!ready) return;
        const look = keptLook(props.room);
        if (look !== null) surface.lookAgain(look);
        else if (things > 0) surface.showFirst();
      },
    ),
  );
  // After the first look: where a note is asked for is a place of what one sees.
  createEffect(
    on(
      () => props.ready && props.newNotesKnown,
      (isHere) => {
        if (isHere) surface.firstWish.fulfil();
      },
    ),
  );
}

/** Says what to do on an empty board, where it is to be done. */
function Hint(props: { surface: Surface; props: BoardProps }) {
  const touch = matchMedia('(pointer: coarse)').matches;
  const isShown = () => props.props.ready && props.surface.count() + props.surface.clusterCount() === 0;
  const words = () => {
    if (!props.props.editable) return t('board.hintViewer');
    if (touch) return t('board.hintTouch');
    return t(letterKeys() ? 'board.hint' : 'board.hintNoLetters');
  };
  return (
    <Show when={isShown()}>
      <Show when={props.props.basket} fallback={<p class="board-hint">{words()}</p>}>
        {(basket) => (
          <button type="button" class="board-hint board-hint-way" onClick={() => basket().open('')}>
            {t('board.hintBasket')}
          </button>
        )}
      </Show>
    </Show>
  );
}
