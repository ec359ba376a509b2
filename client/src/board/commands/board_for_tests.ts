// A board in plain objects for the tests of commands: a real document, and whatever else commands touch remembered as it is asked.

import { type TestBoard, testBoard } from '../document/board_for_tests';
import type { NoteColor } from '../document/note';
import type { Rect } from '../document/point';
import { undoOf } from '../document/undo';
import type { Focus, Questions, Selection, Surroundings } from '../parts';
import { May } from '../rights/may';
import { standingForTests } from '../rights/standing_for_tests';
import type { NewNoteBoard } from './new_notes';
import type { Asking } from './taking_away';

export interface CommandedBoard {
  readonly on: NewNoteBoard & Selection & Focus & Asking;
  readonly made: TestBoard;
  /** What the page around knows: a test may change it. */
  readonly page: { -readonly [Part in keyof (Surroundings & Questions)]: (Surroundings & Questions)[Part] };
  /** Keys of what was announced, refused and opened, in order. */
  readonly said: string[];
  /** What was started or stopped, in order: «write n1». */
  readonly pen: string[];
  /** Where the board was brought to be seen. */
  readonly seen: Rect[];
  /** The texts of the notes, as they lie in reading order. */
  texts(): string[];
}

/** `yes` is what is answered to every question. */
export function boardForCommands(yes = true): CommandedBoard {
  const made = testBoard();
  const undo = undoOf(made.doc);
  const said: string[] = [];
  const pen: string[] = [];
  const seen: Rect[] = [];
  let selection: ReadonlySet<string> = new Set();
  let chosen: string | null = null;
  let current: string | null = null;
  let color: NoteColor = 'yellow';
  const field = (word: string) => ({
    id: () => null,
    start: (id: string) => pen.push(`${word} ${id}`),
    startNew: (id: string) => pen.push(`${word} new ${id}`),
    wait: (id: string) => pen.push(`${word} waits ${id}`),
    type: (words: string) => pen.push(`type ${words}`),
    stop: () => pen.push(`stop ${word}`),
  });
  const page: CommandedBoard['page'] = {
    me: 'eva',
    anonymous: false,
    nowMs: () => 1,
    editable: true,
    standing: standingForTests(),
    ready: true,
    newNotesKnown: true,
    basket: undefined,
    announce: (text) => said.push(text),
    refuse: (text) => said.push(`refused: ${text}`),
    explain: (text) => said.push(`not now: ${text}`),
    keepWords: () => {},
    tellKept: () => {},
    nameOf: () => '',
    standsInVote: () => false,
    votesOn: () => 0,
    askWhere: () => {},
    askBefore: ({ ofOthers, votedOn, votes, merging }, takeAway) => {
      if (merging !== undefined) said.push(`merging ${merging.goes} into ${merging.stays}`);
      said.push(`asked: ${ofOthers} of others, ${votedOn} in the vote${votes > 0 ? `, ${votes} votes` : ''}`);
      if (yes) takeAway();
    },
  };
  const window = { x: 0, y: 0, width: 1000, height: 600 };
  const see = (rect: Rect) => {
    seen.push(rect);
  };
  const on: NewNoteBoard & Selection & Focus & Asking = {
    doc: made.doc,
    notes: made.notes,
    clusters: made.clusters,
    may: new May({ ...made, sections: () => made.sections.all() }, () => page.standing),
    undo,
    selection: () => selection,
    chosen: () => chosen,
    current: () => current,
    select(ids) {
      selection = new Set(made.notes.pickShown(ids).map(({ id }) => id));
      if (selection.size > 0) chosen = null;
    },
    selectCluster(id) {
      selection = new Set();
      chosen = id;
    },
    setCurrent(id) {
      current = id;
    },
    focused: () => current,
    isFocusWithin: () => current !== null,
    focus(id) {
      current = id;
    },
    takeFocus() {},
    sight: {
      camera: () => ({ x: 0, y: 0, scale: 1 }),
      size: () => window,
      clear: () => window,
      covered: () => 0,
      clearly: () => window,
      seen: () => window,
      led: () => false,
      fit: (rects) => seen.push(...rects),
      show(rects) {
        seen.push(...rects);
        return { x: 0, y: 0, scale: 1 };
      },
      follow: see,
      reveal: see,
      revealToWrite: see,
      pan() {},
      zoomAt() {},
      zoomTo() {},
      zoomStep() {},
    },
    everything: () => [...made.notes.shown()],
    writing: field('write'),
    titling: field('title'),
    color: () => color,
    setColor(next) {
      color = next;
    },
    restOfWord: { begin: () => pen.push('keys rest') },
    earlyRequest: { ask: (deed) => deed() },
    page,
  };
  const texts = () => [...made.notes.shown()].sort((a, b) => a.y - b.y || a.x - b.x).map(({ text }) => text);
  return { on, made, page, said, pen, seen, texts };
}
