// Cluster suggestions beside the board: what is proposed as a list, and as a preview over the board. Nothing is changed until it is
// accepted.

import { Key } from '@solid-primitives/keyed';
import './suggest.css';
import Presentation from 'lucide-solid/icons/presentation';
import X from 'lucide-solid/icons/x';
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js';
import { layUnder } from '../board/commands/clusters';
import type { Note } from '../board/model/note';
import type { BoardBeneath } from '../board/over';
import { toldProposal } from '../board/presence/shown_proposal';
import { useHalfWritten } from '../half_written/field';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import { tell } from '../messages/messages';
import type { RoomId } from '../protocol/session';
import { foreseen } from './acceptance';
import { OverBoard } from './over_board';
import { nameOf, PileCard, textOf } from './PileCard';
import type { Pile, Proposal, Way } from './proposal';
import { createSuggesting, type Suggesting } from './suggesting';
import { WriteTitle } from './WriteTitle';

/** Between the panel and the edge of the board. */
const EDGE_PX = 16;

const WAYS: readonly Way[] = ['find', 'sort'];

/** Counts every proposal that this page has shown to all. */
let shownCount = 0;

export default function SuggestPanel(props: { board: BoardBeneath; room: RoomId; onClose(): void }) {
  const { board } = props;
  const suggesting = createSuggesting(board, props.room, useHalfWritten());
  const { proposal } = suggesting;
  const [panel, setPanel] = createSignal<HTMLElement>();
  const [heading, setHeading] = createSignal<HTMLElement>();
  const over = new OverBoard(board, move);
  /** The facilitator wants everyone to see it. */
  const [isShown, setShown] = createSignal(false);
  const tool = board.tool();
  // Over a preview there is nothing to mark: a drag on the empty board moves it.
  board.chooseTool('hand');
  onCleanup(() => {
    over.close();
    board.presence.tell({ proposal: null });
    board.chooseTool(tool);
    board.cover('suggestions', null);
    if (suggesting.titles.leave()) board.page.tellKept();
  });
  onMount(() => {
    heading()?.focus();
    const measured = new ResizeObserver(() => coverWith(board, panel()));
    const element = panel();
    if (element !== undefined) measured.observe(element);
    onCleanup(() => measured.disconnect());
  });

  const withNotes = createMemo(() => proposal().piles.filter(({ notes }) => notes.length > 0));
  const hasSure = () => countOf(suggesting.sure()) > 0;

  createEffect(() => {
    const now = proposal();
    if (suggesting.answered() === null) return;
    const outlined = now.piles.map((pile) => ({
      cluster: pile.cluster,
      title: nameOf(pile),
      isNew: !suggesting.isOnBoard(pile),
    }));
    over.show(foreseen(board.clusters, now), outlined);
  });

  /** What others see of it; null when it is too large for that. */
  const told = createMemo(() => toldProposal(proposal().piles, shownCount + 1));
  createEffect(() => {
    const shown = isShown() && withNotes().length > 0 ? told() : null;
    if (shown !== null) shownCount = shown.number;
    board.presence.tell({ proposal: shown });
  });

  // A first look at every new answer, and what came is said to those who cannot see it.
  createEffect(
    on(suggesting.answered, (answered, before) => {
      if (answered === null) return;
      if (before === null || before === undefined) over.fit();
      board.page.announce(t('suggest.ready', { count: withNotes().length }));
    }),
  );

  function choose(way: Way): void {
    if (suggesting.choose(way)) board.page.tellKept();
  }

  function move(note: string, to: string | null): void {
    const pile = proposal().piles.find(({ cluster }) => cluster === to);
    suggesting.move(note, pile?.key ?? null);
    board.page.announce(
      pile === undefined ? t('suggest.movedAlone') : t('suggest.moved', { title: nameOf(pile) }),
    );
  }

  function accepted(count: number): void {
    tell(t('suggest.accepted', { count }), {
      label: t('app.undo'),
      run: () => board.undo.undo(),
    });
  }

  function acceptAll(): void {
    const count = countOf(proposal());
    suggesting.acceptAll();
    accepted(count);
    props.onClose();
    board.takeFocus();
  }

  function acceptSure(): void {
    const count = countOf(suggesting.sure());
    suggesting.acceptSure();
    accepted(count);
    heading()?.focus();
  }

  function acceptOne(pile: Pile): void {
    suggesting.acceptOne(pile);
    accepted(pile.notes.length);
    heading()?.focus();
  }

  function reject(pile: Pile): void {
    suggesting.reject(pile);
    board.page.announce(t('suggest.rejected', { title: nameOf(pile) }));
    heading()?.focus();
  }

  return (
    <section
      class="suggest panel"
      aria-labelledby="suggest-heading"
      data-testid="suggestions"
      data-focus-region
      ref={setPanel}
      onKeyDown={(event) => {
        // The board's keys are not for those who write a title here.
        event.stopPropagation();
        if (keyOf(event) === 'Escape' && !event.defaultPrevented) props.onClose();
      }}
    >
      <div class="suggest-top">
        <h2 id="suggest-heading" tabindex="-1" ref={setHeading}>
          {t('suggest.heading')}
        </h2>
        <button
          type="button"
          class="button button-icon"
          aria-label={t('suggest.close')}
          onClick={() => props.onClose()}
        >
          <X size={20} aria-hidden="true" />
        </button>
      </div>
      <Ways way={suggesting.way()} onChoose={choose} />
      <Show when={suggesting.way() === 'sort'}>
        <WriteTitle onWrite={suggesting.write} />
      </Show>
      <div class="suggest-body" aria-busy={suggesting.asking()}>
        <Switch>
          <Match when={suggesting.wrong()}>
            {(why) => (
              <div class="suggest-say">
                <p role="alert">{t(`suggest.${why()}`)}</p>
                <button type="button" class="button" onClick={() => void suggesting.ask()}>
                  {t('suggest.tryAgain')}
                </button>
              </div>
            )}
          </Match>
          <Match when={suggesting.way() === null}>
            <p class="suggest-say">{t('suggest.choose')}</p>
          </Match>
          <Match when={suggesting.answered() === null}>
            <p class="suggest-say">{t(suggesting.asking() ? 'suggest.asking' : 'suggest.noTitles')}</p>
          </Match>
          <Match when={suggesting.answered()}>
            {(answered) => (
              <>
                <p class="suggest-basis">
                  {t(answered().basis === 'model' ? 'suggest.basisModel' : 'suggest.basisWords')}
                </p>
                <Show when={suggesting.way() === 'find'}>
                  <Amount suggesting={suggesting} count={proposal().piles.length} />
                </Show>
                <Show when={withNotes().length > 0}>
                  <ShowToAll isShown={isShown()} isTooLarge={told() === null} onShow={setShown} />
                </Show>
                <Show when={withNotes().length === 0 && suggesting.way() === 'find'}>
                  <p class="suggest-say">
                    {t(answered().notes.length === 0 ? 'suggest.noneLeft' : 'suggest.none')}
                  </p>
                </Show>
                <ul class="suggest-piles">
                  <Key each={proposal().piles} by="key">
                    {(pile) => (
                      <PileCard
                        board={board}
                        pile={pile()}
                        others={proposal().piles.filter((other) => other.key !== pile().key)}
                        sureFrom={suggesting.sureFrom()}
                        isOnBoard={suggesting.isOnBoard(pile())}
                        onPoint={(on) => over.point(on ? pile().cluster : null)}
                        onLook={() => over.reveal(pile().cluster)}
                        mark={suggesting.titles.mark(pile())}
                        onWriting={(title) => suggesting.titles.write(pile(), title)}
                        onTitle={(title) => suggesting.retitle(pile().key, title)}
                        onMove={(note, to) => move(note, to)}
                        onAccept={() => acceptOne(pile())}
                        onReject={() => reject(pile())}
                      />
                    )}
                  </Key>
                </ul>
                <Show when={suggesting.alike().length > 0}>
                  <h3 class="suggest-part">{t('suggest.alikeHeading')}</h3>
                  <ul class="suggest-alike">
                    <Key each={suggesting.alike()} by={(notes) => notes[0]?.id}>
                      {(notes) => (
                        <AlikeRow board={board} notes={notes()} onDone={() => heading()?.focus()} />
                      )}
                    </Key>
                  </ul>
                </Show>
                <Show when={proposal().alone.length > 0}>
                  <p class="suggest-alone">
                    <strong>{t('suggest.alone', { count: proposal().alone.length })}</strong>{' '}
                    {t('suggest.aloneMeaning')}
                  </p>
                </Show>
              </>
            )}
          </Match>
        </Switch>
      </div>
      <Show when={withNotes().length > 0}>
        <div class="suggest-bottom">
          <button type="button" class="button" disabled={!hasSure()} onClick={acceptSure}>
            {t('suggest.acceptSure')}
          </button>
          <button type="button" class="button button-primary" onClick={acceptAll}>
            {t('suggest.acceptAll')}
          </button>
        </div>
      </Show>
    </section>
  );
}

function Ways(props: { way: Way | null; onChoose(way: Way): void }) {
  return (
    <fieldset class="suggest-ways">
      <legend class="for-screen-readers">{t('suggest.ways')}</legend>
      <For each={WAYS}>
        {(way) => (
          <button
            type="button"
            class="suggest-way"
            aria-pressed={props.way === way}
            onClick={() => props.onChoose(way)}
          >
            <span class="suggest-way-name">{t(`suggest.${way}`)}</span>
            <Show when={props.way === null}>
              <span class="suggest-way-meaning">{t(`suggest.${way}Meaning`)}</span>
            </Show>
          </button>
        )}
      </For>
    </fieldset>
  );
}

function Amount(props: { suggesting: Suggesting; count: number }) {
  const cuts = () => props.suggesting.answered()?.cuts.length ?? 0;
  return (
    <Show when={cuts() > 1}>
      <div class="suggest-amount">
        <span aria-hidden="true">{t('suggest.fewer')}</span>
        <input
          type="range"
          min="0"
          max={cuts() - 1}
          step="1"
          value={props.suggesting.cut()}
          aria-label={t('suggest.amount')}
          aria-valuetext={t('suggest.amountIs', { count: props.count })}
          onInput={(event) => props.suggesting.setCut(event.currentTarget.valueAsNumber)}
        />
        <span aria-hidden="true">{t('suggest.more')}</span>
        <output class="suggest-amount-is">{t('suggest.amountIs', { count: props.count })}</output>
      </div>
    </Show>
  );
}

function ShowToAll(props: { isShown: boolean; isTooLarge: boolean; onShow(on: boolean): void }) {
  return (
    <div class="suggest-all">
      <button
        type="button"
        class="button"
        aria-pressed={props.isShown}
        aria-describedby="suggest-all-meaning"
        disabled={props.isTooLarge}
        onClick={() => props.onShow(!props.isShown)}
      >
        <Presentation size={20} aria-hidden="true" />
        {t('suggest.showAll')}
      </button>
      <p id="suggest-all-meaning">
        {t(
          props.isTooLarge
            ? 'suggest.showAllTooLarge'
            : props.isShown
              ? 'suggest.showAllOn'
              : 'suggest.showAllMeaning',
        )}
      </p>
    </div>
  );
}

/** The board behind is shown where the panel leaves it. */
function coverWith(board: BoardBeneath, panel: HTMLElement | undefined): void {
  if (panel === undefined) return;
  const { width, height } = panel.getBoundingClientRect();
  const isSheet = width >= board.sight.size().width;
  // On a phone the bars above take a second row, and little is left between them and the sheet.
  const bars = document.querySelector('.room-bar')?.getBoundingClientRect().bottom ?? 0;
  board.cover('suggestions', isSheet ? { top: bars, bottom: height } : { right: width + EDGE_PX });
}

function AlikeRow(props: { board: BoardBeneath; notes: readonly Note[]; onDone(): void }) {
  const text = () => textOf(props.board, props.notes[0]?.id ?? '');
  return (
    <li class="suggest-same">
      <span class="suggest-note-text">{t('suggest.alike', { count: props.notes.length, text: text() })}</span>
      <button
        type="button"
        class="button"
        aria-label={t('suggest.layUnderOf', { text: text() })}
        onClick={() => {
          layUnder(props.board, props.notes);
          props.onDone();
        }}
      >
        {t('suggest.layUnder')}
      </button>
    </li>
  );
}

function countOf({ piles }: Proposal): number {
  return piles.reduce((sum, { notes }) => sum + notes.length, 0);
}
