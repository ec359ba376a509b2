// What can be done with words that were kept when their field went away. Pure.

import { isNoteColor } from '../../board/document/note';
import { countCharacters } from '../../board/document/text_patch';
import { CLUSTER_TITLE_CHARS_MAX } from '../../board/limits';
import { isToOffer } from '../../board/rights/rights';
import type { FieldName, HalfWritten, Kind, Words } from '../../half_written/words';
import type { TextKey } from '../../i18n';
import {
  COMMITMENT_CHARS_MAX,
  type Commitment,
  type Draft,
  type ElementId,
  type Language,
  NOTE_CHARS_MAX,
  type ParticipantId,
  type Phase,
  type Role,
} from '../../protocol/session';
import { parsed } from '../../storage';
import { areaToLayIn, areaToOfferIn } from '../area_of_phase';
import { isForBasket } from '../new_notes';
import type { SessionState } from '../session';

/** The one way on from here, beside copying and throwing away. */
export type WayOn =
  /** Into the basket, as a note of its own or in place of what that note said. */
  | { readonly to: 'basket'; readonly draft: Draft }
  /** The note is opened, and the words stand in its comment field. */
  | { readonly to: 'note'; readonly note: string }
  /** Back to where they were written on the board, at the end of what stands there now. */
  | { readonly to: 'board'; readonly element: ElementId; readonly words: string }
  /** Onto the board, as a note for all to see, in an area where it belongs to one. */
  | { readonly to: 'blanket'; readonly text: string; readonly area: ElementId | null }
  /** Onto the list of commitments. */
  | { readonly to: 'promises'; readonly commitment: Commitment }
  | null;

/** Where one is when one looks at them. */
export interface At {
  readonly role: Role;
  readonly state: SessionState;
  /** For whom one acts. */
  readonly who: ParticipantId;
  readonly hasNote: (note: string) => boolean;
  /** Whether a note, or the title of a cluster, may be changed by this person now. */
  readonly mayChange: (element: ElementId) => boolean;
  /** Whether they may make a note for all to see in an area, or else where they look. */
  readonly mayAdd: (area: ElementId | null) => boolean;
  /** The areas of the board as they lie. */
  readonly areas: () => readonly { readonly id: ElementId }[];
  /** What stands in a note, or in the title of a cluster, now; null where there is none. */
  readonly textOf: (element: ElementId) => string | null;
  readonly newId: () => string;
}

export function wayOn(one: HalfWritten, at: At): WayOn {
  if (at.role === 'viewer' || one.who !== at.who) return null;
  switch (one.kind) {
    case 'draft': {
      const text = (one.words.text ?? '').trim();
      if (text === '' || countCharacters(text) > NOTE_CHARS_MAX) return null;
      const there = at.state.own.get(one.who)?.drafts.find(({ id }) => id === one.of);
      if (there !== undefined) return { to: 'basket', draft: { ...there, text } };
      const color = isNoteColor(one.words.color) ? one.words.color : 'yellow';
      const section = one.words.section || null;
      return { to: 'basket', draft: { id: at.newId(), text, color, section, held: false } };
    }
    case 'comment': {
      const now = at.state.plan.find(({ id }) => id === at.state.journey.current);
      const isOpen = now?.kind === 'taste' && now.comments;
      return isOpen && !one.aside && at.hasNote(one.of) ? { to: 'note', note: one.of } : null;
    }
    case 'promise':
      return wayToPromises(one, at);
    case 'late':
      return wayOfLate(one, at);
    case 'note':
      // Of a note that is gone they can be a note again.
      return at.textOf(one.of) === null ? wayOfLate(one, at) : wayToBoard(one, at);
    case 'clusterTitle':
      return wayToBoard(one, at);
    default:
      return null;
  }
}

/** Where notes may be made again it is one; where they go into a basket first, it goes there. */
function wayOfLate({ words }: HalfWritten, { role, state, mayAdd, areas, newId }: At): WayOn {
  const text = (words.text ?? '').trim();
  if (text === '' || countCharacters(text) > NOTE_CHARS_MAX) return null;
  const { rights } = state.journey;
  const was = words.section ?? '';
  const isOffered = isToOffer(role, rights);
  if (!isForBasket(state, role)) {
    const area = areaToLayIn(was, rights, areas());
    if (mayAdd(area)) return { to: 'blanket', text, area };
    if (!isOffered) return null;
  }
  const isThere = areas().some(({ id }) => id === was);
  const section = isOffered ? areaToOfferIn(rights, areas(), was) : isThere ? was : null;
  return { to: 'basket', draft: { id: newId(), text, color: 'yellow', section, held: false } };
}

/** What was written there by others since stays. */
function wayToBoard(one: HalfWritten, { mayChange, textOf: textAt }: At): WayOn {
  const now = mayChange(one.of) ? textAt(one.of) : null;
  if (now === null) return null;
  const text = textOf(one);
  const isTitle = one.kind === 'clusterTitle';
  const beside = isTitle ? ` ${text}` : `\n${text}`;
  const words = text.startsWith(now) ? text.slice(now.length) : beside;
  const max = isTitle ? CLUSTER_TITLE_CHARS_MAX : NOTE_CHARS_MAX;
  return countCharacters(now + words) > max ? null : { to: 'board', element: one.of, words };
}

function wayToPromises({ of, words }: HalfWritten, { state, who, role, newId }: At): WayOn {
  const now = state.plan.find(({ id }) => id === state.journey.current)?.kind;
  const what = (words.what ?? '').trim();
  const by = (words.who ?? '').trim();
  const isTooLong = Math.max(countCharacters(what), countCharacters(by)) > COMMITMENT_CHARS_MAX;
  if ((now !== 'take' && now !== 'harvest') || what === '' || isTooLong) return null;
  const there = state.commitments.find(({ id }) => id === of);
  const mayChange = role === 'facilitator' || state.own.get(who)?.commitments.includes(of) === true;
  const id = there !== undefined && mayChange ? there.id : newId();
  const commitment = { id, what, who: by, byWhen: words.byWhen || null, target: words.target || null };
  return { to: 'promises', commitment };
}

/** What is written in each kind of phase. */
const WRITTEN_IN: Readonly<Record<Phase['kind'], Kind | null>> = {
  arrive: 'answer',
  pack: 'draft',
  lay: 'draft',
  taste: 'comment',
  cluster: null,
  vote: null,
  take: 'promise',
  harvest: 'promise',
};

/** Whether this is a phase for such words. What the board did not take is for every one: nobody waits for it. */
export function isOf({ kind }: HalfWritten, phase: Phase['kind'] | undefined): boolean {
  if (kind === 'late') return true;
  return phase !== undefined && WRITTEN_IN[phase] === kind;
}

/** What such words are called; on the board they are of something that `isThere` still, or was taken away. */
export function nameOfKind(kind: Kind, isThere: boolean): TextKey {
  if (isThere && kind === 'note') return 'board.noteText';
  if (isThere && kind === 'clusterTitle') return 'clusters.title';
  // A round is listed nowhere: it has numbers and no words.
  return kind === 'round' ? 'tasks.halfWritten_phase' : `tasks.halfWritten_${kind}`;
}

/** The fields in which such words are written on where they are kept, by name; none where they are only read. */
export function fieldsOf({ kind, words }: HalfWritten): readonly string[] {
  switch (kind) {
    case 'draft':
    case 'comment':
    case 'answer':
    case 'note':
    case 'late':
      return ['text'];
    case 'promise':
      return ['what', 'who'];
    case 'name':
    case 'person':
      return ['name'];
    case 'title':
    case 'clusterTitle':
    case 'pileTitle':
      return ['title'];
    case 'phase':
      return [...changedTexts(words).keys()];
    default:
      return [];
  }
}

/** The name of the field that has a text of a phase in a language. */
export function phaseField(text: 'title' | 'instructions' | 'question', language: Language): string {
  return `${text} ${language}`;
}

/** What is written in the field of that name. */
export function wordIn({ kind, words }: HalfWritten, field: string): string {
  if (kind === 'phase') return textsIn(words.phase).get(field) ?? '';
  return words[field as FieldName] ?? '';
}

/** The words with another text in the field of that name. */
export function withWord({ kind, words }: HalfWritten, field: string, text: string): Words {
  if (kind !== 'phase') return { ...words, [field]: text };
  const [name = '', language = ''] = field.split(' ');
  const phase = entriesOf(parsed(words.phase ?? null));
  const texts = new Map(entriesOf(phase.get(name))).set(language, text);
  return {
    ...words,
    phase: JSON.stringify(Object.fromEntries([...phase, [name, Object.fromEntries(texts)]])),
  };
}

/** All that was written, as one text. */
export function textOf({ kind, words }: HalfWritten): string {
  const written = (...names: readonly FieldName[]) => filled(names.map((name) => words[name] ?? ''));
  switch (kind) {
    case 'promise':
      // The name alone says who, and of nothing what.
      return written('what', 'byWhen') || written('who');
    case 'phase':
      return textsOfPhase(words) || written('title', 'instructions');
    default:
      return written('text', 'name', 'title', 'instructions');
  }
}

/** The texts of a phase in every language, but for those that said the same before the change. */
function textsOfPhase(words: Words): string {
  return filled([...changedTexts(words).values()]);
}

function changedTexts({ phase, base }: Words): ReadonlyMap<string, string> {
  const before = textsIn(base);
  return new Map([...textsIn(phase)].filter(([of, text]) => (before.get(of) ?? '') !== text));
}

/** What is written in each of the texts of a phase that is kept as JSON. */
function textsIn(kept: string | undefined): ReadonlyMap<string, string> {
  const texts = [...entriesOf(parsed(kept ?? null))].filter(([name]) => PHASE_TEXTS.has(name));
  return new Map(
    texts.flatMap(([name, written]) =>
      [...entriesOf(written)].flatMap(([language, text]): [string, string][] =>
        typeof text === 'string' ? [[`${name} ${language}`, text]] : [],
      ),
    ),
  );
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

const PHASE_TEXTS: ReadonlySet<string> = new Set(['title', 'instructions', 'question']);

function filled(texts: readonly string[]): string {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n');
}
