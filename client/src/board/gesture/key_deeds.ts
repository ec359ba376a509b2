// Does on the board what a key says.

import * as clusters from '../commands/clusters';
import * as history from '../commands/history';
import { makeHere, type NewNoteBoard } from '../commands/new_notes';
import * as notes from '../commands/notes';
import * as selecting from '../commands/selecting';
import type { Asking } from '../commands/taking_away';
import { selectedNotes } from '../commands/targets';
import type { Point } from '../document/point';
import { loadLinks, mayHaveLinks } from '../links/addresses';
import { toggleMinimap } from '../minimap/shown';
import type { Focus, Selection } from '../parts';
import type { Shaping } from '../shaping/shapings';
import type { Tool } from '../tool';
import type { Command } from './keys';

/** What keys need of the board. */
export type KeyedBoard = NewNoteBoard &
  Selection &
  Focus &
  Asking & {
    readonly readyToType: { target(): string | null };
    /** From so far that clusters are cards, they are read and not renamed. */
    readonly world: { readonly isCards: boolean };
    /** Takes a tool up, or the hand when it was taken up already. */
    toggleTool(tool: Tool): void;
  };

/** What keys open that lies outside of the board. */
export interface Opens {
  shortcuts(): void;
  /** The choice of a cluster to move to. */
  moveTo(): void;
  /** A cluster note by note. */
  readCluster(id: string): void;
  /** What can be done, here or where the keyboard is. */
  menu(at: Point | null): void;
  /** Does what is loaded only when somebody does it. */
  shape(shaping: Shaping): void;
}

type Deeds = { [Do in Command['do']]: (command: Extract<Command, { do: Do }>) => void };

export function performing(board: KeyedBoard, opens: Opens): (command: Command) => void {
  const deeds: Deeds = {
    new: () => makeHere(board),
    edit: () => edit(board, opens),
    open: () => readCluster(board, opens),
    write: () => notes.write(board, board.readyToType.target()),
    writeSpace: () => notes.write(board, board.readyToType.target(), ' '),
    menu: () => {
      selectFocused(board);
      opens.menu(null);
    },
    openLink: () => {
      selectFocused(board);
      void openOnly(board, () => opens.menu(null));
    },
    walk: ({ direction }) => selecting.walk(board, direction),
    read: ({ to }) => selecting.read(board, to),
    toggle: () => selecting.toggle(board),
    selectAll: () => selecting.selectAll(board),
    escape: () => selecting.clearSelection(board),
    nudge: ({ dx, dy }) => notes.nudge(board, dx, dy),
    color: ({ color }) => notes.chooseColor(board, color),
    duplicate: () => notes.duplicate(board),
    raise: () => notes.raise(board),
    group: () => clusters.group(board),
    ungroup: () => clusters.ungroup(board),
    moveTo: () => {
      if (clusters.canMove(board)) opens.moveTo();
    },
    fold: () => clusters.bringOutOrFold(board),
    arrangeAll: () => opens.shape({ do: 'arrangeAll' }),
    shape: ({ shaping }) => opens.shape(shaping),
    delete: () => notes.remove(board),
    undo: () => history.undo(board),
    redo: () => history.redo(board),
    zoom: ({ direction }) => board.sight.zoomStep(direction),
    zoomReset: () => board.sight.zoomTo(1),
    fitAll: () => selecting.fitAll(board),
    minimap: toggleMinimap,
    tool: ({ tool }) => board.toggleTool(tool),
    shortcuts: opens.shortcuts,
  };
  return (command) => (deeds[command.do] as (command: Command) => void)(command);
}

/** Opens the link in the only note that is meant; several are asked about. */
async function openOnly(board: KeyedBoard, ask: () => void): Promise<void> {
  const [note, ...others] = selectedNotes(board);
  if (note === undefined || others.length > 0 || !mayHaveLinks(note.text)) return;
  const { linksIn, openLink } = await loadLinks();
  const [link, ...more] = linksIn(note.text);
  if (more.length > 0) ask();
  else if (link !== undefined) openLink(link.href);
}

function edit(board: KeyedBoard, opens: Pick<Opens, 'readCluster'>): void {
  const id = board.current();
  if (board.world.isCards && readCluster(board, opens)) return;
  if (id !== null && board.notes.get(id) !== undefined) board.writing.start(id);
  else clusters.rename(board);
}

/** True where it is a cluster with notes, which are read now. */
function readCluster(board: KeyedBoard, opens: Pick<Opens, 'readCluster'>): boolean {
  const id = board.current();
  if (id === null || board.clusters.sizeOf(id) === 0) return false;
  opens.readCluster(id);
  return true;
}

/** What has the focus is what the menu is about, selected or not. */
function selectFocused(board: KeyedBoard): void {
  const focused = board.focused();
  if (focused === null || board.selection().has(focused) || board.chosen() === focused) return;
  selecting.selectOnly(board, focused);
}
