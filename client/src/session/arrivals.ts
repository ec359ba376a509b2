// Notices that a phase begins, that somebody comes in the middle of it, or back to it, and what they are to be told.

import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import { isWriting, whenWritten } from '../focus/writing';
import { t } from '../i18n';
import { announce } from '../messages/messages';
import type { Phase } from '../protocol/session';
import { instructionsOf } from './instructions';
import type { Memory } from './last_look';
import { type LatecomerNews, type NewSinceLastLook, whatsNew, whatsOn } from './latecomers';
import { type Inline, readMarkdown } from './markdown';
import type { Session, SessionState } from './session';
import { phaseTitle, wordsOf } from './words';

/** What is told beside the instructions, as sentences, each in the language of whoever reads it now. */
export interface Told {
  readonly open: boolean;
  readonly sentences: readonly (() => string)[];
}

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
  const [told, setTold] = createSignal<Told>(NOTHING);
  const [waits, setWaits] = createSignal(false);
  let giveUp = () => {};
  onCleanup(() => giveUp());

  const doesTakePart = () => session.role() !== 'viewer';

  /** Opens what is told, but not over a field in which somebody writes. */
  function show(now: Told): void {
    giveUp();
    setTold(now);
    setWaits(now.open && isWriting());
    if (untrack(waits)) giveUp = whenWritten(() => setWaits(false));
  }

  function look(): void {
    const state = session.state();
    if (state === null) return;
    const { current } = state.journey;
    memory.look({ phase: current, atMs: session.nowMs(), notes: notes(), comments: state.comments.length });
  }

  function arrive(now: Phase | undefined, wasHere: boolean): void {
    const state = session.state();
    if (state === null) return;
    if (now === undefined) {
      show(NOTHING);
      look();
      return;
    }
    const last = memory.lastLook();
    const left = doesTakePart() ? votesLeft(session) : null;
    const on = whatsOn(state, now, left, last, session.nowMs());
    const sentences = [...(on === undefined ? [] : [() => onText(on, doesTakePart())]), ...newSince(now)];
    const unread = !memory.hasRead(now.id) && wordsOf(now.instructions) !== '';
    show({ open: sentences.length > 0 || unread, sentences });
    if (sentences.length > 0) announce(spokenOf(sentences));
    else if (wasHere)
      announce(
        doesTakePart()
          ? t('session.began', { title: phaseTitle(now), instructions: firstWords(now, state) })
          : phaseTitle(now),
      );
    look();
  }

  /** What is new since the last look. */
  function newSince(now: Phase): Told['sentences'] {
    const comments = session.state()?.comments.length ?? 0;
    const since = whatsNew(now, memory.lastLook(), { notes: notes(), comments, ms: session.nowMs() });
    return since === undefined ? [] : newTexts(since);
  }

  function comeBack(): void {
    const now = phase();
    const sentences = now === undefined ? [] : newSince(now);
    if (sentences.length === 0) return;
    show({ open: true, sentences });
    announce(spokenOf(sentences));
    look();
  }

  /** The phase that runs; null for none, undefined until that is told. */
  const current = createMemo(() => (session.state() === null ? undefined : (phase()?.id ?? null)));
  createEffect(
    on(current, (id, before) => {
      if (id !== undefined) arrive(phase(), before !== undefined);
    }),
  );

  const onVisibility = () => {
    if (document.visibilityState === 'hidden') look();
    else untrack(comeBack);
  };
  document.addEventListener('visibilitychange', onVisibility);
  addEventListener('pagehide', look);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', onVisibility);
    removeEventListener('pagehide', look);
  });

  return {
    told,
    waits,
    open() {
      setWaits(false);
      setTold((before) => ({ ...before, open: true }));
    },
    close() {
      show(NOTHING);
      const now = phase();
      if (now !== undefined) memory.read(now.id);
    },
  };
}

function votesLeft(session: Session): number | null {
  const state = session.state();
  return state?.own.get(session.me)?.ballot?.left ?? state?.journey.vote?.budget ?? null;
}

function onText(on: LatecomerNews, doesTakePart: boolean): string {
  if (on.kind === 'harvest') return t('session.late_harvest');
  if (on.kind !== 'vote') {
    const now = t(`session.late_${on.kind}`);
    return doesTakePart ? `${now} ${t(`session.lateDo_${on.kind}`)}` : now;
  }
  if (!on.open) return t('session.late_voteOver');
  return on.left === null ? t('session.late_voteWatching') : t('session.late_vote', { count: on.left });
}

function newTexts({ notes, comments }: NewSinceLastLook): Told['sentences'] {
  return [
    ...(notes > 0 ? [() => t('session.newNotes', { count: notes })] : []),
    ...(comments > 0 ? [() => t('session.newComments', { count: comments })] : []),
  ];
}

function spokenOf(sentences: Told['sentences']): string {
  return sentences.map((sentence) => sentence()).join(' ');
}

/** The first paragraph of a phase's instructions, for the ear. */
function firstWords(phase: Phase, { journey }: Pick<SessionState, 'journey'>): string {
  const [first] = readMarkdown(instructionsOf(phase, journey));
  return first === undefined || first.is === 'list' ? '' : spoken(first.parts);
}

function spoken(parts: readonly Inline[]): string {
  return parts.map((part) => (part.is === 'text' ? part.text : spoken(part.parts))).join('');
}
