// The front page: one question, one button, and the rooms this browser was in.

import ArrowRight from 'lucide-solid/icons/arrow-right';
import ShoppingBasket from 'lucide-solid/icons/shopping-basket';
import { createUniqueId, type JSX, lazy, onMount, Show, Suspense } from 'solid-js';
import { t, withTexts } from '../i18n';
import { keyOf } from '../keys/key_of';
import type { Beginning } from '../models/beginning';
import { MODELS_TEXTS } from '../models/text/models_texts';
import { type RoomId, TITLE_CHARS_MAX } from '../protocol/session';
import Settings from '../settings/Settings';
import { patiently } from '../stale/stale';
import { readInTab } from '../storage';
import { CodeEntry } from './CodeEntry';
import { createMaking, type Making, QUESTION } from './making';
import { RoomList } from './RoomList';
import './home.css';

/** A room's own page has no use for it. */
const ModelChoice = lazy(
  withTexts(
    MODELS_TEXTS,
    patiently(() => import('../models/ModelChoice')),
  ),
);

export default function Home(props: {
  onMade(room: RoomId, secret: string): void;
  /** A code opened a room, to take part. */
  onOpened(room: RoomId, secret: string): void;
}) {
  let question: HTMLTextAreaElement | undefined;
  let code: HTMLInputElement | undefined;
  let beginning: Beginning | null = null;
  const making = createMaking(
    { question: () => question, code: () => code, beginning: () => beginning },
    (room, secret) => props.onMade(room, secret),
  );

  onMount(() => {
    document.title = t('app.name');
    // On a phone the keyboard would cover the page before it was read.
    if (matchMedia('(pointer: fine)').matches) question?.focus();
  });

  return (
    <div class="home">
      <header class="home-bar">
        <span class="home-brand">
          <ShoppingBasket size={24} aria-hidden="true" />
          {t('app.name')}
        </span>
        <CodeEntry onOpened={(room, secret) => props.onOpened(room, secret)} />
        <Settings />
      </header>
      <main>
        <p class="home-what">{t('home.what')}</p>
        <form
          class="home-form"
          onSubmit={(event) => {
            event.preventDefault();
            void making.make();
          }}
        >
          <QuestionField
            making={making}
            ref={(field) => {
              question = field;
            }}
          >
            <button type="submit" class="button button-primary home-make" aria-disabled={making.making()}>
              {t(making.making() ? 'home.making' : 'home.make')}
              <ArrowRight size={20} aria-hidden="true" />
            </button>
          </QuestionField>
          <Show when={making.codeProblem()}>
            {(problem) => (
              <CodeField
                problem={t(`home.${problem()}`)}
                ref={(field) => {
                  code = field;
                }}
              />
            )}
          </Show>
          <Suspense>
            <ModelChoice
              onChoose={(next) => {
                beginning = next;
              }}
            />
          </Suspense>
        </form>
      </main>
      <Show when={!making.making()}>
        <RoomList />
      </Show>
    </div>
  );
}

function QuestionField(props: {
  making: Making;
  ref(field: HTMLTextAreaElement): void;
  children: JSX.Element;
}) {
  const { making } = props;
  const field = createUniqueId();
  const problem = createUniqueId();
  return (
    <>
      <h1>
        <label for={field}>{t('home.question')}</label>
      </h1>
      <div class="home-ask">
        <textarea
          id={field}
          ref={(element) => {
            props.ref(element);
            element.value = readInTab(QUESTION) ?? '';
          }}
          class="home-note"
          rows="1"
          placeholder={t('home.example')}
          autocomplete="off"
          aria-invalid={making.tooLong() !== null}
          aria-describedby={problem}
          onInput={(event) => making.write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (keyOf(event) !== 'Enter') return;
            event.preventDefault();
            void making.make();
          }}
        />
        {props.children}
      </div>
      <p id={problem} class="home-problem" role="alert">
        <Show when={making.tooLong()}>
          {(count) => t('title.tooLong', { max: TITLE_CHARS_MAX, count: count() })}
        </Show>
      </p>
    </>
  );
}

/** Asked for where the server makes rooms for those only who know its code. */
function CodeField(props: { problem: string; ref(field: HTMLInputElement): void }) {
  const field = createUniqueId();
  const problem = createUniqueId();
  return (
    <p class="home-code">
      <label for={field}>{t('home.code')}</label>
      <input
        id={field}
        ref={props.ref}
        class="field"
        type="password"
        autocomplete="off"
        aria-describedby={problem}
      />
      <span id={problem} role="alert">
        {props.problem}
      </span>
    </p>
  );
}
