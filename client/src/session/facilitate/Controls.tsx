// The facilitator's part of the bar: back, the time, the next step by its name, and the way to the panel.

import './controls.css';
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import ArrowRight from 'lucide-solid/icons/arrow-right';
import DoorOpen from 'lucide-solid/icons/door-open';
import Hand from 'lucide-solid/icons/hand';
import Inbox from 'lucide-solid/icons/inbox';
import PanelRight from 'lucide-solid/icons/panel-right';
import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import { Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import { t } from '../../i18n';
import { announce } from '../../messages/messages';
import type { Person, Phase, PhaseId, Timer } from '../../protocol/session';
import { closeSide, openSide, side } from '../../side/side';
import { clockPlace } from '../clock_place';
import { isInside, type SessionState, useSession } from '../session';
import { phaseTitle } from '../words';
import { setTab } from '../workshop_tab';
import type { Deeds } from './deeds';
import { createStep } from './Step';
import { isResultNext, type Steps, stepsFrom } from './steps';

const MINUTE_SECONDS = 60;

export function Controls(props: { state: SessionState; deeds: Deeds }) {
  const steps = () => stepsFrom(props.state);
  const session = useSession();
  const step = createStep(() => props.state, props.deeds);

  return (
    <section
      class="facilitate-bar"
      aria-label={t('facilitation.bar')}
      tabindex="-1"
      data-focus-region
      data-testid="facilitate-bar"
    >
      <Show when={props.state.plan.length > 0}>
        <span class="bar-line" />
        <Show when={steps().before}>
          {(before) => (
            <button
              type="button"
              class="button button-icon facilitate-back"
              aria-label={t('facilitation.back', { phase: phaseTitle(before()) })}
              title={t('facilitation.back', { phase: phaseTitle(before()) })}
              onClick={() => step.to(before().id)}
            >
              <ArrowLeft size={20} aria-hidden="true" />
            </button>
          )}
        </Show>
        <Show when={steps().current !== null}>
          <TimeButtons timer={props.state.journey.timer} deeds={props.deeds} />
          <Show when={clockPlace()}>
            {(place) => (
              <Portal mount={place()}>
                <TimeButtons timer={props.state.journey.timer} deeds={props.deeds} named />
              </Portal>
            )}
          </Show>
        </Show>
        <NextStep
          steps={steps()}
          isResultNext={isResultNext(props.state)}
          onGo={step.to}
          onResult={step.close}
        />
      </Show>
      <PanelButton
        people={props.state.people}
        offers={props.state.offers.length}
        knocking={session.knocking().length}
      />
      <div class="facilitate-ask">{step.question()}</div>
    </section>
  );
}

/** Lets the phase that runs stand still and go on, and gives it a minute more; `named` says so in words, as in the clock's menu. */
function TimeButtons(props: { timer: Timer; deeds: Deeds; named?: boolean }) {
  async function addMinute() {
    const done = await props.deeds.ask({ do: 'extendTimer', seconds: MINUTE_SECONDS });
    if (done) announce(t('facilitation.minuteAdded'));
  }

  const pauseWords = () => t(props.timer.state === 'running' ? 'facilitation.pause' : 'facilitation.resume');

  async function pauseOrResume() {
    const isRunning = props.timer.state === 'running';
    const done = await props.deeds.ask({ do: isRunning ? 'pauseTimer' : 'resumeTimer' });
    if (done) announce(t(isRunning ? 'facilitation.paused' : 'facilitation.resumed'));
  }

  return (
    <>
      <Show when={props.timer.state !== 'stopped'}>
        <button
          type="button"
          class={props.named ? 'button timer-way' : 'button button-icon facilitate-clock'}
          aria-label={pauseWords()}
          title={props.named ? undefined : pauseWords()}
          onClick={() => void pauseOrResume()}
        >
          <Show when={props.timer.state === 'running'} fallback={<Play size={20} aria-hidden="true" />}>
            <Pause size={20} aria-hidden="true" />
          </Show>
          {props.named && <span>{pauseWords()}</span>}
        </button>
      </Show>
      <button
        type="button"
        class={props.named ? 'button timer-way' : 'button button-icon facilitate-clock facilitate-minute'}
        aria-label={t('facilitation.minuteMore')}
        title={props.named ? undefined : t('facilitation.minuteMore')}
        onClick={() => void addMinute()}
      >
        <span aria-hidden="true">+1</span>
        {props.named && <span>{t('facilitation.minuteMore')}</span>}
      </button>
    </>
  );
}

function NextStep(props: {
  steps: Steps;
  isResultNext: boolean;
  onGo(phase: PhaseId): void;
  onResult(): void;
}) {
  const titleOf = (phase: Phase) => (props.isResultNext ? t('facilitation.result') : phaseTitle(phase));
  const words = (phase: Phase) =>
    t(props.steps.current === null ? 'facilitation.start' : 'facilitation.next', { phase: titleOf(phase) });
  return (
    <Show
      when={props.steps.next}
      fallback={
        <span class="facilitate-last" tabindex="-1">
          {t('facilitation.last')}
        </span>
      }
    >
      {(next) => (
        <button
          type="button"
          class="button button-primary facilitate-next"
          aria-label={words(next())}
          onClick={() => (props.isResultNext ? props.onResult() : props.onGo(next().id))}
        >
          <span class="facilitate-next-name">
            <span class="facilitate-next-whole">{words(next())}</span>
            <span class="facilitate-next-phase">{titleOf(next())}</span>
          </span>
          <ArrowRight size={20} aria-hidden="true" />
        </button>
      )}
    </Show>
  );
}

/** Opens and closes the panel at the side, and says how many hands are raised, how many notes wait, and how many people. */
function PanelButton(props: { people: readonly Person[]; offers: number; knocking: number }) {
  function toggle(): void {
    if (side() === 'workshop') {
      closeSide('workshop');
      return;
    }
    if (props.knocking > 0) setTab('people');
    openSide('workshop');
  }
  const hands = () => props.people.filter((person) => person.hand && isInside(person)).length;
  return (
    <button
      type="button"
      class="button button-icon facilitate-open"
      aria-label={[
        t('facilitation.panelOpen'),
        hands() > 0 && t('facilitation.hands', { count: hands() }),
        props.offers > 0 && t('planning.offers', { count: props.offers }),
        props.knocking > 0 && t('peopleTab.waitAtDoor', { count: props.knocking }),
      ]
        .filter(Boolean)
        .join(', ')}
      title={t('facilitation.panelOpen')}
      aria-expanded={side() === 'workshop'}
      onClick={toggle}
    >
      <PanelRight size={20} aria-hidden="true" />
      <Show when={hands() > 0}>
        <span class="facilitate-hands" aria-hidden="true">
          <Hand size={14} />
          {hands()}
        </span>
      </Show>
      <Show when={props.offers > 0}>
        <span class="facilitate-hands facilitate-offers" aria-hidden="true">
          <Inbox size={14} />
          {props.offers}
        </span>
      </Show>
      <Show when={props.knocking > 0}>
        <span class="facilitate-hands facilitate-knocking" aria-hidden="true">
          <DoorOpen size={14} />
          {props.knocking}
        </span>
      </Show>
    </button>
  );
}
