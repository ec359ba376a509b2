// The clock of the phase that runs: a ring that empties, and the same seconds on every screen. It warns near its end.

import './timer_ring.css';
import Volume2 from 'lucide-solid/icons/volume-2';
import VolumeX from 'lucide-solid/icons/volume-x';
import { type Accessor, createEffect, createMemo, createUniqueId, on, Show } from 'solid-js';
import { language, t } from '../i18n';
import { announce } from '../messages/messages';
import type { Phase } from '../protocol/session';
import { setClockPlace } from './clock_place';
import { useSession } from './session';
import { muted, playSoftly, setMuted } from './soft_sound';
import { createTicking } from './ticking';
import { type Clock, clockAt, clockWords, nearness, type Warning, warningBetween } from './timer';
import { untilText } from './until';

const WARNING_TEXTS = {
  minute: 'session.warnMinute',
  tenSeconds: 'session.warnTenSeconds',
  over: 'session.warnOver',
} as const;

/** The ring's middle line, in its own units. */
const RADIUS = 10;
const LENGTH = 2 * Math.PI * RADIUS;

export function TimerRing(props: { phase: Phase | undefined }) {
  const session = useSession();
  const now = createTicking(session, () => session.state()?.journey.timer);
  const clock = createMemo<Clock>(() => {
    const journey = session.state()?.journey;
    return journey === undefined ? { shows: 'nothing' } : clockAt(journey, props.phase, now());
  });
  warnInTime(clock, () => props.phase?.id);

  const left = () => {
    const shown = clock();
    return shown.shows === 'left' ? shown : undefined;
  };
  const until = () => {
    const shown = clock();
    return shown.shows === 'until' ? untilText(shown.unixMs, now(), language()) : undefined;
  };
  const label = () => {
    const shown = left();
    if (shown?.paused === true) return t('session.timerPaused');
    return t((shown?.over ?? 0) > 0 ? 'session.timerOver' : 'session.timer');
  };

  return (
    <>
      <Show when={until()}>{(text) => <p class="timer-until">{text()}</p>}</Show>
      <Show when={left()}>
        {(shown) => (
          <div class="timer" data-near={nearness(shown())} data-paused={shown().paused}>
            <svg class="timer-ring" viewBox="0 0 24 24" aria-hidden="true">
              <circle cx="12" cy="12" r={RADIUS} class="timer-track" />
              <circle
                cx="12"
                cy="12"
                r={RADIUS}
                class="timer-left"
                stroke-dasharray={`${LENGTH}`}
                stroke-dashoffset={`${LENGTH * (1 - shown().share)}`}
              />
            </svg>
            <span class="timer-text" role="timer" aria-label={label()}>
              {clockWords(shown()) ?? t('session.timeIsUp')}
            </span>
            <Show when={shown().paused}>
              <span class="timer-paused">{t('session.paused')}</span>
            </Show>
            <ClockMenu />
          </div>
        )}
      </Show>
    </>
  );
}

/** What one may do with the clock: it opens from it, and lies over all of it. */
function ClockMenu() {
  const menu = createUniqueId();
  const words = () => t('session.clock');
  return (
    <>
      <button type="button" class="timer-open" popovertarget={menu} aria-label={words()} title={words()} />
      <div id={menu} popover="auto" class="popover panel timer-menu" role="dialog" aria-label={words()}>
        <button
          type="button"
          class="button timer-way"
          aria-pressed={muted()}
          onClick={() => setMuted(!muted())}
        >
          <Show when={muted()} fallback={<Volume2 size={20} aria-hidden="true" />}>
            <VolumeX size={20} aria-hidden="true" />
          </Show>
          <span>{muted() ? t('session.unmute') : t('session.mute')}</span>
        </button>
        <div class="timer-ways" ref={setClockPlace} />
      </div>
    </>
  );
}

/** Says and sounds each warning once, as the clock passes it. */
function warnInTime(clock: Accessor<Clock>, phase: Accessor<string | undefined>): void {
  createEffect(
    on([clock, phase], ([shown, id], before) => {
      const [was, whose] = before ?? [];
      // Another phase's clock is another clock.
      const warning: Warning | undefined = whose === id ? warningBetween(was, shown) : undefined;
      if (warning === undefined) return;
      announce(t(WARNING_TEXTS[warning]));
      playSoftly(warning);
    }),
  );
}
