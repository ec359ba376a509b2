// The server's time as a signal that changes when the seconds on the clock do.

import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import type { Timer } from '../protocol/session';
import type { Session } from './session';
import { untilNextSecondMs } from './timer';

/** Just after a second begins, so that rounding never shows the old one. */
const AFTER_MS = 15;

/** The server's time in ms, anew with each second of a clock while it runs. */
export function createTicking(session: Session, clock: Accessor<Timer | undefined>): Accessor<number> {
  const [now, setNow] = createSignal(session.nowMs());
  createEffect(() => {
    const timer = clock();
    setNow(session.nowMs());
    if (timer === undefined || timer.state !== 'running') return;
    let wait: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(session.nowMs());
      wait = setTimeout(tick, untilNextSecondMs({ timer }, session.nowMs()) + AFTER_MS);
    };
    tick();
    onCleanup(() => clearTimeout(wait));
  });
  return now;
}

/** The whole seconds that are left until a time of the server's; none after it. */
export function createSecondsLeft(session: Session, deadlineMs: Accessor<number>): Accessor<number> {
  const now = createTicking(session, () => ({ state: 'running', deadlineMs: deadlineMs() }));
  return () => Math.max(0, Math.ceil((deadlineMs() - now()) / 1_000));
}
