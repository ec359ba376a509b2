// Brings the browser's keys and clipboard to the board's commands, while the focus is on the board and nobody is writing.

import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { letterKeys } from '../../settings/letter_keys';
import * as clusters from '../commands/clusters';
import * as commands from '../commands/commands';
import { asHtml, asText } from '../model/clipboard';
import { centreOf, type Point } from '../model/point';
import type { Surface } from '../surface';
import { toBoard } from '../view/camera';
import { ASLEEP } from '../view/described';
import { type Command, commandFor } from './keys';

export interface Keyboard {
  /** The space bar is held: the pointer moves the board. */
  isSpaceHeld(): boolean;
  close(): void;
}

/** What keys open that lies outside of the board. */
export interface Opens {
  shortcuts(): void;
  /** The choice of a cluster to move to. */
  moveTo(): void;
  /** What can be done, here or where the keyboard is. */
  menu(at: Point | null): void;
}

/**
 * Listens on the board itself. What is typed while the focus is anywhere else is not meant for it, also where the focus
 * is on nothing: a field may just have gone from under its writer.
 */
export function listenToKeys(surface: Surface, opens: Opens): Keyboard {
  const { element } = surface;
  let spaceHeld = false;
  let spaceUsed = false;
  /** What the space bar does that is held, unless the board is moved with it. */
  let spaceMeans: Command | null = null;

  /** True where keys are the board's: on it, on a note or on a cluster, and not on a field or a button there. */
  function isOurs(target: EventTarget | null): boolean {
    return target instanceof Element && element.contains(target) && !target.matches(CONTROLS);
  }

  /** True while what is copied or pasted is the board's. Words that are marked elsewhere are copied as words. */
  function isClipboardOurs(): boolean {
    if (surface.hush.on) return false;
    return isOurs(document.activeElement) && document.getSelection()?.isCollapsed !== false;
  }

  function situation() {
    const onItem = surface.focused() !== null;
    const anySelected = surface.selection().size > 0 || surface.chosen() !== null;
    const typing = surface.readyToType.target() !== null;
    return { onItem, anySelected, typing, letters: letterKeys(), editable: surface.props.editable };
  }

  const keydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !isOurs(event.target)) return;
    const control = event.ctrlKey || event.metaKey;
    const key = { key: keyOf(event), shift: event.shiftKey, control, alt: event.altKey };
    if (!control && surface.hush.takes(key.key)) {
      // Some browsers begin to search the page.
      if ([...key.key].length === 1) event.preventDefault();
      return;
    }
    if (key.key === ' ') {
      event.preventDefault();
      if (event.repeat) return;
      spaceUsed = false;
      spaceHeld = true;
      spaceMeans = commandFor(key, situation());
      element.classList.add('surface-space');
      return;
    }
    // Quick fingers press the next letter before they have let go of the space bar.
    if (spaceHeld && !spaceUsed && spaceMeans?.do === 'writeSpace') useSpace();
    if (key.key === 'Tab') surface.readyToType.rest();
    const command = commandFor(key, situation());
    if (command === null) return;
    if (command.do !== 'write') event.preventDefault();
    if (event.repeat && ONCE.has(command.do)) return;
    perform(command);
  };

  const keyup = (event: KeyboardEvent) => {
    if (keyOf(event) !== ' ' || !spaceHeld) return;
    release();
    if (!spaceUsed && isOurs(event.target)) useSpace();
  };

  function useSpace(): void {
    spaceUsed = true;
    if (spaceMeans !== null) perform(spaceMeans);
    spaceMeans = null;
  }

  const release = () => {
    spaceHeld = false;
    element.classList.remove('surface-space');
  };

  function perform(command: Command): void {
    switch (command.do) {
      case 'new':
        commands.makeHere(surface);
        break;
      case 'edit': {
        const id = surface.current();
        if (id !== null && surface.notes.get(id) !== undefined) surface.writing.start(id);
        else clusters.rename(surface);
        break;
      }
      case 'write':
        commands.write(surface, surface.readyToType.target());
        break;
      case 'writeSpace':
        commands.write(surface, surface.readyToType.target(), ' ');
        break;
      case 'menu': {
        // What has the focus is what it is about, selected or not.
        const focused = surface.focused();
        const isSelected =
          focused === null || surface.selection().has(focused) || surface.chosen() === focused;
        if (!isSelected) commands.selectOnly(surface, focused);
        opens.menu(null);
        break;
      }
      case 'walk':
        commands.walk(surface, command.direction);
        break;
      case 'read':
        commands.read(surface, command.to);
        break;
      case 'toggle':
        commands.toggle(surface);
        break;
      case 'selectAll':
        commands.selectAll(surface);
        break;
      case 'escape':
        commands.clearSelection(surface);
        break;
      case 'nudge':
        commands.nudge(surface, command.dx, command.dy);
        break;
      case 'color':
        commands.chooseColor(surface, command.color);
        break;
      case 'duplicate':
        commands.duplicate(surface);
        break;
      case 'raise':
        commands.raise(surface);
        break;
      case 'group':
        clusters.group(surface);
        break;
      case 'ungroup':
        clusters.ungroup(surface);
        break;
      case 'moveTo':
        if (clusters.canMove(surface)) opens.moveTo();
        break;
      case 'fold':
        clusters.bringOutOrFold(surface);
        break;
      case 'arrangeAll':
        clusters.arrangeAll(surface);
        break;
      case 'delete':
        commands.remove(surface);
        break;
      case 'undo':
        commands.undo(surface);
        break;
      case 'redo':
        commands.redo(surface);
        break;
      case 'zoom':
        surface.sight.zoomStep(command.direction);
        break;
      case 'zoomReset':
        surface.sight.zoomTo(1);
        break;
      case 'fitAll':
        commands.fitAll(surface);
        break;
      case 'tool':
        surface.toggleTool(command.tool);
        break;
      case 'shortcuts':
        opens.shortcuts();
        break;
    }
  }

  function copy(event: ClipboardEvent): boolean {
    const notes = surface.selectedNotes();
    if (!isClipboardOurs() || notes.length === 0 || event.clipboardData === null) return false;
    event.preventDefault();
    event.clipboardData.setData('text/plain', asText(notes));
    event.clipboardData.setData('text/html', asHtml(notes));
    surface.props.announce(t('board.copied', { count: notes.length }));
    return true;
  }

  const copied = (event: ClipboardEvent) => void copy(event);

  const cut = (event: ClipboardEvent) => {
    if (surface.props.editable && copy(event)) commands.remove(surface);
  };

  const pasted = (event: ClipboardEvent) => {
    if (!isClipboardOurs() || !surface.props.editable || event.clipboardData === null) return;
    event.preventDefault();
    const middle = toBoard(surface.camera, centreOf(surface.sight.clear()));
    const { clipboardData } = event;
    commands.paste(surface, clipboardData.getData('text/html'), clipboardData.getData('text/plain'), middle);
  };

  /** The focus came to a note or a cluster, also by a screen reader: it is brought into view. Pressing moves nothing. */
  const focused = (event: FocusEvent) => {
    const { target, relatedTarget: from } = event;
    if (!(target instanceof HTMLElement)) return;
    if (from instanceof Node && !element.contains(from)) surface.hush.end();
    if (target === element) surface.readyToType.check();
    const { note, cluster } = target.dataset;
    const id = note ?? cluster;
    if (id === undefined) return;
    surface.setCurrent(id);
    const place = note === undefined ? surface.clusters.outline(id) : surface.notes.get(id);
    if (place !== undefined && target.matches(':focus-visible')) surface.sight.reveal(place);
    surface.readyToType.check();
  };

  const pressed = () => {
    surface.hush.end();
    if (spaceHeld) spaceUsed = true;
  };

  element.addEventListener('keydown', keydown);
  // Wherever the focus went meanwhile: a key that was let go is held no more.
  window.addEventListener('keyup', keyup);
  window.addEventListener('blur', release);
  document.addEventListener('copy', copied);
  document.addEventListener('cut', cut);
  document.addEventListener('paste', pasted);
  element.addEventListener('focusin', focused);
  element.addEventListener('pointerdown', pressed);

  return {
    isSpaceHeld: () => spaceHeld,
    close() {
      window.removeEventListener('keyup', keyup);
      window.removeEventListener('blur', release);
      document.removeEventListener('copy', copied);
      document.removeEventListener('cut', cut);
      document.removeEventListener('paste', pasted);
    },
  };
}

/** Holding the key down does these once. */
const ONCE: ReadonlySet<string> = new Set([
  'new',
  'duplicate',
  'delete',
  'shortcuts',
  'tool',
  'edit',
  'group',
  'ungroup',
  'moveTo',
  'fold',
  'menu',
  'arrangeAll',
]);

/** What stands on the board and hears keys itself. */
const CONTROLS = `input, textarea:not(.${ASLEEP}), select, button, a, [contenteditable]`;
