// The room's past as the film shows it: fetched once it is opened, and where in it one is.

import { createMemo, createSignal } from 'solid-js';
import type { RoomId } from '../protocol/session';
import { fetchHistory, type HistoryAnswer } from './answers';
import { phasesIn, stepByPhase } from './film';
import { momentsOf } from './moment';

/** How long each moment is shown while the film plays. */
const FRAME_MS = 700;

export type Past = ReturnType<typeof createPast>;

export function createPast(room: RoomId) {
  const [answer, setAnswer] = createSignal<HistoryAnswer | null>(null);
  const [failed, setFailed] = createSignal(false);
  /** Which frame is shown; null in the present. */
  const [at, setAt] = createSignal<number | null>(null);
  const [playing, setPlaying] = createSignal<ReturnType<typeof setInterval> | null>(null);
  const frames = () => answer()?.frames ?? [];
  const moments = createMemo(() => momentsOf(frames()));
  const last = () => frames().length - 1;
  const phases = createMemo(() => phasesIn(frames()));

  function go(to: number): void {
    if (last() >= 0) setAt(Math.min(Math.max(to, 0), last()));
  }

  function stop(): void {
    const timer = playing();
    if (timer !== null) clearInterval(timer);
    setPlaying(null);
  }

  return {
    frames,
    moments,
    phases,
    failed,
    known: () => answer() !== null,
    at,
    isPlaying: () => playing() !== null,
    async fetch(): Promise<void> {
      setFailed(false);
      const came = await fetchHistory(room);
      if (came === undefined) setFailed(true);
      else setAnswer(came);
    },
    /** Looks at a moment, and not at the film any more. */
    look(to: number): void {
      stop();
      go(to);
    },
    /** The first moment after this time, else the last one. */
    lookSince(sinceMs: number | undefined): void {
      const after = sinceMs === undefined ? -1 : frames().findIndex(({ atMs }) => atMs > sinceMs);
      stop();
      go(after < 0 ? last() : after);
    },
    step(by: number): void {
      stop();
      go((at() ?? 0) + by);
    },
    stepPhase(by: 1 | -1): void {
      stop();
      go(stepByPhase(phases(), at() ?? 0, by, last()));
    },
    toNow(): void {
      stop();
      setAt(null);
    },
    playOrStop(): void {
      if (playing() !== null) {
        stop();
        return;
      }
      if ((at() ?? 0) >= last()) go(0);
      const timer = setInterval(() => {
        go((at() ?? 0) + 1);
        if (at() === last()) stop();
      }, FRAME_MS);
      setPlaying(timer);
    },
    stop,
  };
}
