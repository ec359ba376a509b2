// What somebody does before the door: says who knocks, waits, knocks again.

import './knock.css';
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  type JSX,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js';
import type { Wrong } from '../entering/api';
import { createKnocking, type Knocking } from '../entering/knock';
import { t } from '../i18n';
import { announce } from '../messages/messages';
import { myName, setMyName } from '../people/my_name';
import { nameOrRefuse } from '../people/written_name';
import type { RoomId } from '../protocol/session';
import { ErrorPage } from './ErrorPage';

interface KnockPageProps {
  readonly room: RoomId;
  readonly wrong: Wrong;
  onTryAgain(): unknown;
  /** They are let in. */
  onIn(): void;
  /** The room takes nobody new, or is not there. */
  onWrong(wrong: Wrong): void;
  readonly children?: JSX.Element;
}

/** The page for who has no secret that opens the room, or is new where newcomers knock: whoever runs it may let them in. */
export default function KnockPage(props: KnockPageProps) {
  const knocking = createKnocking(props.room, {
    onIn: () => props.onIn(),
    onWrong: (wrong) => props.onWrong(wrong),
  });
  const said = () => {
    const { at } = knocking.state();
    if (at === 'outside' && props.wrong !== 'knockFirst') return undefined;
    return { heading: t(`knock.${at}Heading`), what: t(`knock.${at}What`), act: t(`knock.${at}Do`) };
  };
  return (
    <ErrorPage
      wrong={props.wrong}
      said={said()}
      onTryAgain={props.onTryAgain}
      knock={<Knock knocking={knocking} isOtherWay={props.wrong === 'forbidden'} />}
    >
      {props.children}
    </ErrorPage>
  );
}

/** `isOtherWay`: knocking is what helps where the link does not. */
function Knock(props: { knocking: Knocking; isOtherWay: boolean }) {
  const waiting = () => {
    const state = props.knocking.state();
    return state.at === 'waiting' ? state : undefined;
  };
  const turnedAway = () => {
    const state = props.knocking.state();
    return state.at === 'turnedAway' ? state : undefined;
  };
  onMount(() => props.knocking.resume());
  return (
    <div class="knock" data-testid="knock">
      <Switch fallback={<AskName knocking={props.knocking} isOtherWay={props.isOtherWay} />}>
        <Match when={waiting()}>
          {(state) => (
            <>
              <p class="knock-waits" role="status">
                {t(state().silent ? 'knock.silent' : 'knock.waits', { name: state().name })}
              </p>
              <button type="button" class="button" onClick={props.knocking.leave}>
                {t('knock.leave')}
              </button>
            </>
          )}
        </Match>
        <Match when={turnedAway()}>
          {(state) => (
            <KnockAgain
              againAtMs={state().againAtMs}
              onKnock={() => props.knocking.knock(state().name, true)}
            />
          )}
        </Match>
      </Switch>
    </div>
  );
}

/** Not before they may; until then it says how long that is. */
function KnockAgain(props: { againAtMs: number; onKnock(): void }) {
  const hint = createUniqueId();
  const [nowMs, setNowMs] = createSignal(Date.now());
  const ticking = setInterval(() => setNowMs(Date.now()), 1_000);
  onCleanup(() => clearInterval(ticking));
  const secondsLeft = createMemo(() => Math.max(0, Math.ceil((props.againAtMs - nowMs()) / 1_000)));
  const mustWait = createMemo(() => secondsLeft() > 0);
  createEffect(on(mustWait, (must) => must || announce(t('knock.mayAgain')), { defer: true }));
  return (
    <>
      <button
        type="button"
        class="button button-primary"
        aria-disabled={mustWait()}
        aria-describedby={hint}
        onClick={() => {
          if (!mustWait()) props.onKnock();
        }}
      >
        {t('knock.again')}
      </button>
      <Show when={mustWait()}>
        <p id={hint} class="knock-again">
          {t('knock.againIn', { count: secondsLeft() })}
        </p>
      </Show>
    </>
  );
}

function AskName(props: { knocking: Knocking; isOtherWay: boolean }) {
  const field = createUniqueId();
  let input!: HTMLInputElement;

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const name = nameOrRefuse(input.value);
    if (name === null) return;
    if (name === '') {
      input.focus();
      return;
    }
    setMyName(name);
    props.knocking.knock(name);
  }

  return (
    <form class="knock-form" onSubmit={submit}>
      <Show when={props.isOtherWay}>
        <p>{t('knock.otherWay')}</p>
      </Show>
      <label for={field}>{t('knock.name')}</label>
      <div class="name-row">
        <input id={field} class="field" ref={input} required value={myName()} autocomplete="nickname" />
        <button type="submit" class="button button-primary">
          {t('knock.knock')}
        </button>
      </div>
    </form>
  );
}
