// Notices that a phase begins, that somebody comes in the middle of it, or back to it, and has them told.

import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import { isWriting, whenWritten } from '../focus/writing';
import { listenToPage } from '../look/page_in_sight';
import { announce } from '../messages/messages';
import type { Phase } from '../protocol/session';
import type { Memory } from './last_look';
import type { Session } from './session';
import { type Now, type Telling, type Told, toldInPhase, toldOnReturn } from './told';

const NOTHING: Told = { open: false, sentences: [] };

export interface Arrivals {
  told(): Told;
  /** There is something to be told, once what is being written is written. */
  waits(): boolean;
  open(): void;
  close(): void;
}

/** Watches the phases of a session; `notes` counts those on the board. */
export function watchArrivals(
  session: Session,
  phase: () => Phase | undefined,
  memory: Memory,
  notes: () => number,
): Arrivals {
  const { told, waits, show, open } = createTold();

  const now = (): Now | null => {
    const state = session.state();
    return state === null ? null : { state, notes: notes(), ms: session.nowMs() };
  };

  function look(): void {
    const there = now();
    if (there === null) return;
    const { state, notes, ms } = there;
    memory.look({ phase: state.journey.current, atMs: ms, notes, comments: state.comments.length });
  }

  function tell({ told, spoken }: Telling): void {
    show(told);
    if (spoken !== null) announce(spoken);
    look();
  }

  function arrive(at: Phase | undefined, wasHere: boolean): void {
    const there = now();
    if (there === null) return;
    if (at === undefined) {
      tell({ told: NOTHING, spoken: null });
      return;
    }
    const comer = {
      look: memory.lastLook(),
      hasRead: memory.hasRead(at.id),
      takesPart: session.role() !== 'viewer',
      votesLeft: votesLeft(session),
      wasHere,
    };
    tell(toldInPhase(at, there, comer));
  }

  function comeBack(): void {
    const there = now();
    const at = phase();
    if (there === null || at === undefined) return;
    const telling = toldOnReturn(at, there, memory.lastLook());
    if (telling !== null) tell(telling);
  }

  /** The phase that runs; null for none, undefined until that is told. */
  const current = createMemo(() => (session.state() === null ? undefined : (phase()?.id ?? null)));
  createEffect(
    on(current, (id, before) => {
      if (id !== undefined) arrive(phase(), before !== undefined);
    }),
  );
  listenToPage(look, () => untrack(comeBack));

  return {
    told,
    waits,
    open,
    close() {
      show(NOTHING);
      const read = phase();
      if (read !== undefined) memory.read(read.id);
    },
  };
}

/** What is told, opened, but not over a field in which somebody writes. */
function createTold() {
  const [told, setTold] = createSignal<Told>(NOTHING);
  const [waits, setWaits] = createSignal(false);
  let giveUp = () => {};
  onCleanup(() => giveUp());
  return {
    told,
    waits,
    show(now: Told): void {
      giveUp();
      setTold(now);
      setWaits(now.open && isWriting());
      if (untrack(waits)) giveUp = whenWritten(() => setWaits(false));
    },
    open(): void {
      setWaits(false);
      setTold((before) => ({ ...before, open: true }));
    },
  };
}

function votesLeft(session: Session): number | null {
  const state = session.state();
  return state?.own.get(session.me)?.ballot?.left ?? state?.journey.vote?.budget ?? null;
}
