// Cluster suggestions beside the board: what is proposed as a list, and as a preview over the board. Nothing is changed until it is
// accepted.

import { Key } from '@solid-primitives/keyed';
import './suggest.css';
import Presentation from 'lucide-solid/icons/presentation';
import { createSignal, For, type JSX, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { layUnder } from '../board/commands/clusters';
import type { Note } from '../board/document/note';
import type { BoardBeneath } from '../board/overlay';
import { useHalfWritten } from '../half_written/field';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import type { RoomId } from '../protocol/session';
import type { Suggestions } from '../protocol/suggestions';
import { SideTop } from '../side/SideTop';
import {
  countOf,
  followOverBoard,
  holdBoard,
  type Showing,
  type SuggestionDeeds,
  showToOthers,
  suggestionDeedsOf,
  withNotes,
} from './at_work';
import type { OverBoard } from './over_board';
import type { Way } from './proposal';
import { SuggestedClusterCard } from './SuggestedClusterCard';
import { createSuggesting, type Suggesting } from './suggesting';
import { WriteTitle } from './WriteTitle';
import { textOf } from './words';

const WAYS: readonly Way[] = ['find', 'sort'];

export default function SuggestionsPanel(props: { board: BoardBeneath; room: RoomId; onClose(): void }) {
  const { board } = props;
  const suggesting = createSuggesting(board, props.room, useHalfWritten());
  const [panel, setPanel] = createSignal<HTMLElement>();
  const [heading, setHeading] = createSignal<HTMLElement>();
  const deeds = suggestionDeedsOf(board, suggesting, {
    close() {
      props.onClose();
      board.takeFocus();
    },
    toHeading: () => heading()?.focus(),
  });
  const over = followOverBoard(board, suggesting, deeds.move);
  const showing = showToOthers(board, suggesting);
  holdBoard(board, panel);
  onMount(() => heading()?.focus());
  onCleanup(() => {
    if (suggesting.titles.leave()) board.page.tellKept();
  });

  return (
    <section
      class="side-docked suggest"
      aria-labelledby="suggest-heading"
      data-testid="suggestions"
      data-side
      data-focus-region
      ref={setPanel}
      onKeyDown={(event) => {
        // The board's keys are not for those who write a title here.
        event.stopPropagation();
        if (keyOf(event) === 'Escape' && !event.defaultPrevented) props.onClose();
      }}
    >
      <SideTop of="suggestions" id="suggest-heading" heading={setHeading} onClose={() => props.onClose()} />
      <Ways way={suggesting.way()} onChoose={deeds.choose} />
      <Show when={suggesting.way() === 'sort'}>
        <WriteTitle onWrite={suggesting.write} />
      </Show>
      <div class="suggest-body" aria-busy={suggesting.asking()}>
        <Asked suggesting={suggesting}>
          {(answered) => (
            <Answer
              board={board}
              suggesting={suggesting}
              answered={answered()}
              over={over}
              deeds={deeds}
              showing={showing}
            />
          )}
        </Asked>
      </div>
      <Show when={withNotes(suggesting.proposal()).length > 0}>
        <AcceptSeveral suggesting={suggesting} deeds={deeds} />
      </Show>
    </section>
  );
}

/** What has come of asking: nothing was asked, it failed, it is on its way, or here is the answer. */
function Asked(props: { suggesting: Suggesting; children(answered: () => Suggestions): JSX.Element }) {
  const { suggesting } = props;
  return (
    <Switch>
      <Match when={suggesting.wrong()}>
        {(why) => (
          <div class="suggest-say">
            <p role="alert">{t(`suggestions.${why()}`)}</p>
            <button type="button" class="button" onClick={() => void suggesting.ask()}>
              {t('suggestions.tryAgain')}
            </button>
          </div>
        )}
      </Match>
      <Match when={suggesting.way() === null}>
        <p class="suggest-say">{t('suggestions.choose')}</p>
      </Match>
      <Match when={suggesting.answered() === null}>
        <p class="suggest-say">{t(suggesting.asking() ? 'suggestions.asking' : 'suggestions.noTitles')}</p>
      </Match>
      <Match when={suggesting.answered()}>{(answered) => props.children(answered)}</Match>
    </Switch>
  );
}

function AcceptSeveral(props: { suggesting: Suggesting; deeds: SuggestionDeeds }) {
  return (
    <div class="suggest-bottom">
      <button
        type="button"
        class="button"
        disabled={countOf(props.suggesting.sure()) === 0}
        onClick={props.deeds.acceptSure}
      >
        {t('suggestions.acceptSure')}
      </button>
      <button type="button" class="button button-primary" onClick={props.deeds.acceptAll}>
        {t('suggestions.acceptAll')}
      </button>
    </div>
  );
}

/** What came: clusters to take or leave, notes that say the same, and those that belong to none. */
function Answer(props: {
  board: BoardBeneath;
  suggesting: Suggesting;
  answered: Suggestions;
  over: OverBoard;
  deeds: SuggestionDeeds;
  showing: Showing;
}) {
  const { proposal, alike } = props.suggesting;
  return (
    <>
      <p class="suggest-basis">
        {t(props.answered.basis === 'model' ? 'suggestions.basisModel' : 'suggestions.basisWords')}
      </p>
      <Show when={props.suggesting.way() === 'find'}>
        <Amount suggesting={props.suggesting} count={proposal().clusters.length} />
      </Show>
      <Show when={withNotes(proposal()).length > 0}>
        <ShowToAll
          isShown={props.showing.isShown()}
          isTooLarge={props.showing.isTooLarge()}
          onShow={props.showing.show}
        />
      </Show>
      <Show when={withNotes(proposal()).length === 0 && props.suggesting.way() === 'find'}>
        <p class="suggest-say">
          {t(props.answered.notes.length === 0 ? 'suggestions.noneLeft' : 'suggestions.none')}
        </p>
      </Show>
      <ul class="suggest-piles">
        <Key each={proposal().clusters} by="key">
          {(suggested) => (
            <SuggestedClusterCard
              board={props.board}
              suggested={suggested()}
              others={proposal().clusters.filter((other) => other.key !== suggested().key)}
              sureFrom={props.suggesting.sureFrom()}
              isOnBoard={props.suggesting.isOnBoard(suggested())}
              onPoint={(on) => props.over.point(on ? suggested().cluster : null)}
              onLook={() => props.over.reveal(suggested().cluster)}
              mark={props.suggesting.titles.mark(suggested())}
              onWriting={(title) => props.suggesting.titles.write(suggested(), title)}
              onTitle={(title) => props.suggesting.retitle(suggested().key, title)}
              onMove={props.deeds.move}
              onAccept={() => props.deeds.acceptOne(suggested())}
              onReject={() => props.deeds.reject(suggested())}
            />
          )}
        </Key>
      </ul>
      <Show when={alike().length > 0}>
        <h3 class="suggest-part">{t('suggestions.alikeHeading')}</h3>
        <ul class="suggest-alike">
          <Key each={alike()} by={(notes) => notes[0]?.id}>
            {(notes) => <AlikeRow board={props.board} notes={notes()} onDone={props.deeds.toHeading} />}
          </Key>
        </ul>
      </Show>
      <Show when={proposal().alone.length > 0}>
        <p class="suggest-alone">
          <strong>{t('suggestions.alone', { count: proposal().alone.length })}</strong>{' '}
          {t('suggestions.aloneMeaning')}
        </p>
      </Show>
    </>
  );
}

function Ways(props: { way: Way | null; onChoose(way: Way): void }) {
  return (
    <fieldset class="suggest-ways">
      <legend class="for-screen-readers">{t('suggestions.ways')}</legend>
      <For each={WAYS}>
        {(way) => (
          <button
            type="button"
            class="suggest-way"
            aria-pressed={props.way === way}
            onClick={() => props.onChoose(way)}
          >
            <span class="suggest-way-name">{t(`suggestions.${way}`)}</span>
            <Show when={props.way === null}>
              <span class="suggest-way-meaning">{t(`suggestions.${way}Meaning`)}</span>
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
        <span aria-hidden="true">{t('suggestions.fewer')}</span>
        <input
          type="range"
          min="0"
          max={cuts() - 1}
          step="1"
          value={props.suggesting.cut()}
          aria-label={t('suggestions.amount')}
          aria-valuetext={t('suggestions.amountIs', { count: props.count })}
          onInput={(event) => props.suggesting.setCut(event.currentTarget.valueAsNumber)}
        />
        <span aria-hidden="true">{t('suggestions.more')}</span>
        <output class="suggest-amount-is">{t('suggestions.amountIs', { count: props.count })}</output>
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
        {t('suggestions.showAll')}
      </button>
      <p id="suggest-all-meaning">
        {t(
          props.isTooLarge
            ? 'suggestions.showAllTooLarge'
            : props.isShown
              ? 'suggestions.showAllOn'
              : 'suggestions.showAllMeaning',
        )}
      </p>
    </div>
  );
}

function AlikeRow(props: { board: BoardBeneath; notes: readonly Note[]; onDone(): void }) {
  const text = () => textOf(props.board, props.notes[0]?.id ?? '');
  return (
    <li class="suggest-same">
      <span class="suggest-note-text">
        {t('suggestions.alike', { count: props.notes.length, text: text() })}
      </span>
      <button
        type="button"
        class="button"
        aria-label={t('suggestions.layUnderOf', { text: text() })}
        onClick={() => {
          layUnder(props.board, props.notes);
          props.onDone();
        }}
      >
        {t('suggestions.layUnder')}
      </button>
    </li>
  );
}
