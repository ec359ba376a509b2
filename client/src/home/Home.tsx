// The front page: one question, one button, and the rooms this browser was in.

import { createSignal, createUniqueId, lazy, onMount, Show, Suspense } from 'solid-js';
import { language, t } from '../i18n';
import { keyOf } from '../keys/key_of';
import { refuse } from '../messages/messages';
import type { Beginning } from '../models/beginning';
import { type RoomId, TITLE_CHARS_MAX } from '../protocol/session';
import { makeRoom, type NotMade, type Wrong } from '../room/api';
import { titleVerdict } from '../room/title';
import { Settings } from '../settings/Settings';
import { patiently } from '../stale/stale';
import { readInTab, storeInTab } from '../storage';
import { RoomList } from './RoomList';
import './home.css';

/** A room's own page has no use for it. */
const ModelChoice = lazy(patiently(() => import('../models/ModelChoice')));

/** Under which this tab keeps the question until its room is made: over a reload, and the way to a room and back. */
const QUESTION = 'picnic.home.question';

export default function Home(props: { onMade(room: RoomId, secret: string): void }) {
  const field = createUniqueId();
  const problemId = createUniqueId();
  const [making, setMaking] = createSignal(false);
  /** So many characters the question has, where that is too many. */
  const [tooLong, setTooLong] = createSignal<number | null>(null);
  const codeField = createUniqueId();
  const codeProblemId = createUniqueId();
  /** What is wrong with the code; nothing until the server asks for one. */
  const [codeProblem, setCodeProblem] = createSignal<'codeNeeded' | 'codeWrong' | null>(null);
  let input: HTMLTextAreaElement | undefined;
  let code: HTMLInputElement | undefined;
  let beginning: Beginning | null = null;

  onMount(() => {
    document.title = t('app.name');
    // On a phone the keyboard would cover the page before it was read.
    if (matchMedia('(pointer: fine)').matches) input?.focus();
  });

  async function make(event?: SubmitEvent) {
    event?.preventDefault();
    if (making()) return;
    const verdict = titleVerdict(input?.value ?? '');
    if (!verdict.ok) {
      setTooLong(verdict.chars);
      input?.focus();
      return;
    }
    setTooLong(null);
    setMaking(true);
    const answer = await makeRoom(verdict.title, language(), beginning, code?.value);
    setMaking(false);
    if (answer.ok) {
      storeInTab(QUESTION, '');
      props.onMade(answer.value.room, answer.value.tokens.facilitate);
    } else if (answer.wrong === 'codeNeeded' || answer.wrong === 'codeWrong') {
      setCodeProblem(answer.wrong);
      code?.focus();
    } else {
      refuse(t(`home.${whyNot(answer.wrong)}`));
    }
  }

  return (
    <div class="home">
      <header class="page-corner">
        <Settings />
      </header>
      <main>
        <form class="home-form" onSubmit={(event) => void make(event)}>
          <h1>
            <label for={field}>{t('home.question')}</label>
          </h1>
          <textarea
            id={field}
            ref={(element) => {
              input = element;
              element.value = readInTab(QUESTION) ?? '';
            }}
            class="home-note"
            rows="2"
            placeholder={t('home.example')}
            autocomplete="off"
            aria-invalid={tooLong() !== null}
            aria-describedby={problemId}
            onInput={(event) => {
              storeInTab(QUESTION, event.currentTarget.value);
              if (tooLong() !== null && titleVerdict(event.currentTarget.value).ok) setTooLong(null);
            }}
            onKeyDown={(event) => {
              if (keyOf(event) !== 'Enter') return;
              event.preventDefault();
              void make();
            }}
          />
          <p id={problemId} class="home-problem" role="alert">
            <Show when={tooLong()}>
              {(count) => t('title.tooLong', { max: TITLE_CHARS_MAX, count: count() })}
            </Show>
          </p>
          <Show when={codeProblem()}>
            {(problem) => (
              <p class="home-code">
                <label for={codeField}>{t('home.code')}</label>
                <input
                  id={codeField}
                  ref={(element) => {
                    code = element;
                  }}
                  class="field"
                  type="password"
                  autocomplete="off"
                  aria-describedby={codeProblemId}
                />
                <span id={codeProblemId} role="alert">
                  {t(`home.${problem()}`)}
                </span>
              </p>
            )}
          </Show>
          <button type="submit" class="button button-primary home-make" aria-disabled={making()}>
            {t(making() ? 'home.making' : 'home.make')}
          </button>
          <Suspense>
            <ModelChoice
              onChoose={(next) => {
                beginning = next;
              }}
            />
          </Suspense>
        </form>
        <Show when={!making()}>
          <RoomList />
        </Show>
      </main>
    </div>
  );
}

const TOLD = ['busy', 'between', 'misled', 'nobodyMakes', 'diskFull'] as const;

function whyNot(wrong: Wrong | NotMade): (typeof TOLD)[number] | 'failed' {
  return TOLD.find((told) => told === wrong) ?? 'failed';
}
