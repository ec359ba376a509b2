// What a facilitator changes in the plan, as commands and the commands that take them back. Pure.

import type {
  Command,
  Language,
  Phase,
  PhaseId,
  PhaseLength,
  Right,
  Rights,
  Texts,
} from '../../protocol/session';

export type PhaseKind = Phase['kind'];

/** In the order in which a picnic goes. */
export const PHASE_KINDS = Object.keys({
  arrive: true,
  pack: true,
  lay: true,
  taste: true,
  cluster: true,
  vote: true,
  take: true,
  harvest: true,
} satisfies Record<PhaseKind, true>) as readonly PhaseKind[];

/** The server's limits. */
export const PHASE_TITLE_CHARS_MAX = 120;
export const INSTRUCTIONS_CHARS_MAX = 4_000;
export const PHASE_MINUTES_MAX = 24 * 60;
export const VOTES_MAX = 100;
/** A turn is a talk, not a lecture. */
export const TURN_SECONDS_MAX = 3_600;

/** A command, and what takes it back; null where nothing does. */
export interface Edit {
  readonly command: Command;
  readonly back: Command | null;
}

/** The texts with one language's changed; an empty one is taken away. */
export function withText(texts: Texts, language: Language, text: string): Texts {
  const { [language]: _, ...others } = texts;
  return text === '' ? others : { ...others, [language]: text };
}

/** The id of the phase at a place, counted from 0; null past the end. */
function beforeWhich(plan: readonly Phase[], index: number): PhaseId | null {
  return plan[index]?.id ?? null;
}

/** Puts a phase at a place among the others, counted from 0. Nothing when it is there already. */
export function moveTo(plan: readonly Phase[], id: PhaseId, place: number): Edit | null {
  const from = plan.findIndex((phase) => phase.id === id);
  const to = Math.max(0, Math.min(plan.length - 1, place));
  if (from === -1 || from === to) return null;
  const others = plan.filter((phase) => phase.id !== id);
  return {
    command: { do: 'movePhase', phase: id, before: beforeWhich(others, to) },
    back: { do: 'movePhase', phase: id, before: beforeWhich(plan, from + 1) },
  };
}

/** Takes a phase out of the plan. */
export function removal(plan: readonly Phase[], id: PhaseId): Edit | null {
  const index = plan.findIndex((phase) => phase.id === id);
  const phase = plan[index];
  if (phase === undefined) return null;
  return {
    command: { do: 'removePhase', phase: id },
    back: { do: 'addPhase', phase, before: beforeWhich(plan, index + 1) },
  };
}

/** Adds a phase at the end, or where its kind comes in a picnic: before the harvest that ends the plan. */
export function addition(plan: readonly Phase[], phase: Phase): Edit {
  const last = plan.at(-1);
  const before = last?.kind === 'harvest' && phase.kind !== 'harvest' ? last.id : null;
  return { command: { do: 'addPhase', phase, before }, back: { do: 'removePhase', phase: phase.id } };
}

/** Changes a phase, all but its place. Nothing when it is so already. */
export function change(before: Phase, after: Phase): Edit | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  return { command: { do: 'changePhase', phase: after }, back: { do: 'changePhase', phase: before } };
}

/** In the order in which they let less and less. */
export const RIGHTS = Object.keys({
  all: true,
  own: true,
  add: true,
  approve: true,
  look: true,
} satisfies Record<Right, true>) as readonly Right[];

/** The phase with other rights; everything is said by saying nothing. */
export function withRights(phase: Phase, rights: Rights): Phase {
  const { rights: _, ...others } = phase;
  const sections = Object.entries(rights.sections ?? {});
  if (rights.board === 'all' && sections.length === 0) return others as Phase;
  return {
    ...others,
    rights: { board: rights.board, ...(sections.length > 0 && { sections: rights.sections }) },
  } as Phase;
}

/** The phase about an area, or about none. */
export function withArea(phase: Phase, area: PhaseId | null): Phase {
  const { area: _, ...others } = phase;
  return (area === null ? others : { ...others, area }) as Phase;
}

/** Rights with those of one section changed; null where it goes by the board again. */
export function withSection({ board, sections = {} }: Rights, section: PhaseId, right: Right | null): Rights {
  const { [section]: _, ...others } = sections;
  return { board, sections: right === null ? others : { ...others, [section]: right } };
}

/** A phase whose change was begun earlier; as it is now where what was kept is none of its kind. */
export function halfEdited(kept: string, now: Phase): Phase {
  try {
    const phase: unknown = JSON.parse(kept);
    return isLike(phase, now) ? phase : now;
  } catch {
    return now;
  }
}

/** Whether a phase is another than it was when a change of it was begun; it may be told with its fields in another order. */
export function isChangedSince(base: string | undefined, now: Phase): boolean {
  try {
    return inOrder(JSON.parse(base ?? 'null')) !== inOrder(now);
  } catch {
    return true;
  }
}

/** As JSON, the fields of every object in the order of their names. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** What a phase need not say. */
const LEFT_OUT: ReadonlySet<string> = new Set(['rights']);

function isLike(value: unknown, phase: Phase): value is Phase {
  if (typeof value !== 'object' || value === null) return false;
  const some = value as Partial<Record<string, unknown>>;
  const isSame = some.id === phase.id && some.kind === phase.kind;
  const areTexts = [some.title, some.instructions].every(
    (texts) => typeof texts === 'object' && texts !== null,
  );
  return isSame && areTexts && Object.keys(phase).every((key) => key in some || LEFT_OUT.has(key));
}

/** How long a phase of each kind takes in most workshops. */
const USUAL_MINUTES: Record<PhaseKind, number | null> = {
  arrive: 5,
  pack: 10,
  lay: null,
  taste: 10,
  cluster: 15,
  vote: 5,
  take: 10,
  harvest: null,
};

/** A phase of a kind as it usually is. */
export function newPhase(kind: PhaseKind, id: PhaseId, title: Texts): Phase {
  const minutes = USUAL_MINUTES[kind];
  const all = {
    id,
    title,
    instructions: {},
    length: minutes === null ? ('open' as const) : { minutes },
    movesOn: false,
  };
  switch (kind) {
    case 'arrive':
      return { ...all, kind, question: null, inTurn: false };
    case 'lay':
      return { ...all, kind, reveal: 'together', turnSeconds: null };
    case 'taste':
      return { ...all, kind, comments: true };
    case 'vote':
      return { ...all, kind, on: 'clusters', budget: null, perItemMax: null };
    default:
      return { ...all, kind };
  }
}

/** An id for a new phase that no other has: its kind, counted on. */
export function freeId(plan: readonly Phase[], kind: PhaseKind): PhaseId {
  const taken = new Set(plan.map(({ id }) => id));
  let id: PhaseId = kind;
  for (let count = 2; taken.has(id); count += 1) id = `${kind}-${count}`;
  return id;
}

export type LengthKind = 'open' | 'minutes' | 'until';

export function lengthKind(length: PhaseLength): LengthKind {
  if (length === 'open') return 'open';
  return 'minutes' in length ? 'minutes' : 'until';
}

/** A whole number of at least 1 that somebody typed; null when it is none, or too large. */
export function wholeNumber(typed: string, max: number): number | null {
  const number = Number(typed.trim());
  return typed.trim() !== '' && Number.isInteger(number) && number >= 1 && number <= max ? number : null;
}

/** A moment as a `datetime-local` field has it, in the browser's own time zone. */
export function localTime(unixMs: number): string {
  const date = new Date(unixMs);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment that a `datetime-local` field says; null when it says none. */
export function readLocalTime(typed: string): number | null {
  const unixMs = new Date(typed).getTime();
  return Number.isFinite(unixMs) ? unixMs : null;
}
