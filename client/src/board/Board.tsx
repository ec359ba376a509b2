// The board: notes on a blanket, as one document that everybody in the room changes at once.

import './board.css';
import {
  createEffect,
  createMemo,
  createSignal,
  mergeProps,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
  useContext,
} from 'solid-js';
import { t } from '../i18n';
import { letterKeys } from '../settings/letter_keys';
import { isByFinger } from '../touch/by_finger';
import type { BoardProps } from './board_props';
import { Tools } from './controls/Tools';
import { Zoom } from './controls/Zoom';
import { listenToKeys } from './gesture/key_input';
import { listenToPointers } from './gesture/pointer_input';
import { keepLook, keptLook } from './kept_look';
import { BoardHolderContext } from './open_board';
import { createOpened } from './opened';
import {
  Beyond,
  FollowedOnBoard,
  loadOpened,
  MinimapOnBoard,
  MoreTools,
  OpenedOnBoard,
  OpenedShortcuts,
  shapeLater,
} from './opened_parts';
import type { Overlay } from './overlay';
import { Surface } from './surface';
import { LassoLine } from './view/lasso_line';
import { CLEAR_MIN, FLOATS_FROM } from './view/stage';

export function Board(props: BoardProps) {
  const [surface, setSurface] = createSignal<Surface>();
  const opened = createOpened(surface);
  const [over, setOver] = createSignal<Overlay>();
  const holder = useContext(BoardHolderContext);
  // While a preview lies over the board, what is seen is not what is there: nothing is taken up.
  const editable = () => props.editable && over()?.isOver() !== true;
  let board!: HTMLDivElement;
  let ground!: HTMLDivElement;
  let marquee!: HTMLDivElement;

  onMount(() => {
    const shown = mergeProps(props, {
      askBefore: opened.askBefore,
      askWhere: opened.openMoving,
      get editable() {
        return editable();
      },
    });
    const made = new Surface(ground, shown);
    loadOpened(made.dragging);
    const keyboard = listenToKeys(made, {
      shortcuts: opened.openShortcuts,
      moveTo: opened.openMoving,
      menu: opened.openMenu,
      readCluster: opened.read,
      shape: (shaping) => shapeLater(made, shaping),
    });
    const stopPointers = listenToPointers(made, {
      marquee,
      lasso: new LassoLine(ground),
      // Where fingers point the hand is there from the start: it moves the empty board, and lifts what it presses.
      isPanning: () => keyboard.isSpaceHeld() || (made.tool() === 'hand' && made.isToolChosen()),
      openMenu: opened.openMenu,
      read: opened.read,
    });
    onCleanup(() => {
      stopPointers();
      keyboard.close();
      made.close();
      holder?.close();
    });
    keepLookWhenLeft(made, props);
    showWhatIsThere(made, props);
    setOver(() => props.over?.(made));
    setSurface(made);
    holder?.open(made);
  });

  // What was begun where nobody is named is not shown under a name afterwards: only what is begun anew.
  createEffect(
    on([surface, () => props.anonymous], ([made, anonymous]) => made?.presence.startAnew(!anonymous)),
  );

  createEffect(
    on(
      () => props.isReveal === true,
      (is, was) => {
        if (was === true && !is) surface()?.endReveal();
      },
    ),
  );
  splitSentences(surface, props);
  createEffect(() => {
    const made = surface();
    if (made !== undefined) keepOnStage(board, made);
  });

  const toTool = () => board.querySelector<HTMLElement>('.tools-suggest')?.focus();

  return (
    <div
      class="board"
      classList={{ 'board-busy': surface()?.busy() }}
      data-testid={props.past === true ? 'moment' : 'board'}
      data-focus-after=".surface[tabindex='0'], .surface [tabindex='0']"
      ref={board}
    >
      <div
        class="surface"
        classList={{
          'surface-hand': surface()?.tool() === 'hand',
          'surface-lasso': surface()?.tool() === 'lasso',
        }}
        data-tool={surface()?.tool()}
        role="application"
        aria-label={t('board.name')}
        ref={ground}
      >
        <div class="marquee" hidden ref={marquee} />
      </div>
      <Show when={surface()}>
        {(made) => (
          <>
            <Hint board={made()} props={props} />
            <div class="floats">
              <span />
              <Show when={editable()} fallback={<span />}>
                <Tools
                  board={made()}
                  onArrangeAll={() => shapeLater(made(), { do: 'arrangeAll' })}
                  onSuggest={over()?.canAsk() === true ? over()?.ask : undefined}
                  more={
                    <Suspense fallback={<span class="more-tools-space" />}>
                      <MoreTools board={made()} onNewArea={opened.newArea} />
                    </Suspense>
                  }
                />
              </Show>
              <Zoom board={made()} onShortcuts={opened.openShortcuts} />
            </div>
            <Suspense>
              <MinimapOnBoard
                board={made()}
                isAway={props.past === true || made().writing.id() !== null || made().titling.id() !== null}
              />
            </Suspense>
            <Suspense>
              <Show when={made().followed() !== null}>
                <FollowedOnBoard board={made()} />
              </Show>
            </Suspense>
            <Suspense>
              <Beyond board={made()} />
            </Suspense>
            {over()?.view({ toTool })}
            <Suspense>
              <OpenedOnBoard board={made()} opened={opened} />
            </Suspense>
          </>
        )}
      </Show>
      <Suspense>
        <OpenedShortcuts board={surface()} opened={opened} />
      </Suspense>
    </div>
  );
}

/** Tells the board's style where the stage is: the tools stand in its middle, whatever is docked around it. */
function keepOnStage(board: HTMLElement, { sight }: Surface): void {
  sight.covered();
  const { width, height } = sight.size();
  const stage = sight.stage();
  board.classList.toggle('board-low', stage.height < FLOATS_FROM);
  board.style.setProperty('--stage-left', `${stage.x}px`);
  board.style.setProperty('--stage-top', `${stage.y}px`);
  board.style.setProperty('--stage-right', `${width - stage.x - stage.width}px`);
  board.style.setProperty('--stage-bottom', `${height - stage.y - stage.height}px`);
}

/** Where one looked is kept for a reload. */
function keepLookWhenLeft(surface: Surface, props: BoardProps): void {
  const leave = () => {
    const look = surface.look();
    if (look !== null && props.ready) keepLook(props.room, look);
  };
  addEventListener('pagehide', leave);
  onCleanup(() => removeEventListener('pagehide', leave));
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
        if (isHere) surface.earlyRequest.run();
      },
    ),
  );
}

/**
 * Once names came or went, each sentence goes under an id of its own: one that goes on where somebody wrote before would tell that
 * what they write afterwards, with their name or without, is by the same.
 */
function splitSentences(surface: () => Surface | undefined, props: BoardProps): void {
  const isWriting = createMemo(() => {
    const made = surface();
    return made !== undefined && (made.writing.id() !== null || made.titling.id() !== null);
  });
  let isNeeded = false;
  createEffect(
    on(
      () => props.ready && props.anonymous,
      (_, before) => {
        isNeeded ||= before !== undefined && props.ready;
      },
    ),
  );
  createEffect(
    on(
      isWriting,
      () => {
        if (isNeeded) props.writeAsAnother();
      },
      { defer: true },
    ),
  );
}

/** Says what to do on an empty board, but in its past, in the middle of what nothing covers; where that is hardly anything, the task says it. */
function Hint(props: { board: Surface; props: BoardProps }) {
  const touch = isByFinger();
  const isShown = () =>
    props.props.ready && props.props.past !== true && props.board.count() + props.board.clusterCount() === 0;
  const words = () => {
    if (!props.props.editable || !props.board.may.somewhere('add')) return t('board.hintViewer');
    if (touch) return t('board.hintTouch');
    return t(letterKeys() ? 'board.hint' : 'board.hintNoLetters');
  };
  const clear = createMemo(() => {
    props.board.sight.covered();
    return props.board.sight.clear();
  });
  const place = () => {
    const { x, y, width, height } = clear();
    return { left: `${x + width / 2}px`, top: `${y + height / 2}px`, 'max-width': `${width}px` };
  };
  return (
    <Show when={isShown() && clear().height > CLEAR_MIN}>
      <Show
        when={props.props.basket}
        fallback={
          <p class="board-hint" style={place()}>
            {words()}
          </p>
        }
      >
        {(basket) => (
          <button
            type="button"
            class="board-hint board-hint-way"
            style={place()}
            onClick={() => basket().open('')}
          >
            {t(basket().isOffered ? 'board.hintOffered' : 'board.hintBasket')}
          </button>
        )}
      </Show>
    </Show>
  );
}
