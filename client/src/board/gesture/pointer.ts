// What pointers mean: pressing, dragging, selecting an area, drawing around notes, moving the board, pinching. A state machine without a
// browser: inputs come in, deeds to do go out.

import { centreOf, type Point, rectBetween } from '../document/point';

/** A mouse has to move this far before it drags, a finger further: it is never quite still. */
const SLACK_MOUSE_PX = 3;
const SLACK_TOUCH_PX = 8;

export interface Press {
  readonly kind: 'press';
  readonly pointer: number;
  /** On the screen, from the board's top left corner. */
  readonly at: Point;
  readonly button: 'main' | 'middle';
  readonly touch: boolean;
  /** The note under the pointer. */
  readonly note: string | null;
  /** The cluster whose title is under the pointer. */
  readonly cluster: string | null;
  /** Shift, Ctrl or ⌘ is held: add to the selection, or take out of it. */
  readonly adding: boolean;
  /** The space bar is held, or the tool is the hand: move the board. */
  readonly panning: boolean;
  /** Dragging on the empty board selects, with a finger too. */
  readonly selecting: boolean;
  /** Dragging draws a line around what it selects, also where it begins on something that is not selected. */
  readonly drawing: boolean;
}

export type Input =
  | Press
  | { readonly kind: 'move'; readonly pointer: number; readonly at: Point }
  | { readonly kind: 'release'; readonly pointer: number; readonly at: Point }
  /** The system took the pointer, or Escape was pressed. */
  | { readonly kind: 'cancel' }
  /** A finger has rested long. */
  | { readonly kind: 'hold' };

export type Deed =
  | { readonly do: 'select'; readonly id: string; readonly adding: boolean }
  | { readonly do: 'clearSelection' }
  | { readonly do: 'tap'; readonly id: string; readonly touch: boolean; readonly wasSelected: boolean }
  | { readonly do: 'selectCluster'; readonly id: string }
  | { readonly do: 'tapCluster'; readonly id: string; readonly touch: boolean; readonly wasSelected: boolean }
  | { readonly do: 'lift'; readonly id: string; readonly from: Point }
  | { readonly do: 'liftCluster'; readonly id: string; readonly from: Point }
  | { readonly do: 'carry'; readonly to: Point }
  | { readonly do: 'drop' }
  | { readonly do: 'putBack' }
  | { readonly do: 'mark'; readonly from: Point; readonly to: Point; readonly adding: boolean }
  | { readonly do: 'endMark' }
  | { readonly do: 'draw'; readonly from: Point; readonly to: Point; readonly adding: boolean }
  | { readonly do: 'endDraw' }
  | { readonly do: 'pan'; readonly dx: number; readonly dy: number }
  | {
      readonly do: 'pinch';
      readonly at: Point;
      readonly dx: number;
      readonly dy: number;
      readonly factor: number;
    }
  | { readonly do: 'make'; readonly at: Point }
  /** What can be done to what is selected is to be shown here. */
  | { readonly do: 'menu'; readonly at: Point }
  | { readonly do: 'awaitHold' }
  | { readonly do: 'forgetHold' };

export type Gesture =
  | { readonly kind: 'idle' }
  /** Once it has been held, letting go does no more; moving still drags. */
  | {
      readonly kind: 'pressing';
      readonly press: Press;
      readonly wasSelected: boolean;
      readonly held?: true;
    }
  | { readonly kind: 'dragging'; readonly pointer: number }
  | { readonly kind: 'marking'; readonly pointer: number; readonly from: Point; readonly adding: boolean }
  | { readonly kind: 'drawing'; readonly pointer: number; readonly at: Point; readonly adding: boolean }
  | { readonly kind: 'panning'; readonly pointer: number; readonly at: Point }
  | { readonly kind: 'pinching'; readonly first: Finger; readonly second: Finger };

interface Finger {
  readonly pointer: number;
  readonly at: Point;
}

/** What the machine has to know about the board. */
export interface Context {
  readonly editable: boolean;
  /** A note or cluster that rights leave where it is. */
  isFixed(id: string): boolean;
  isSelected(id: string): boolean;
  isClusterSelected(id: string): boolean;
}

export interface Step {
  readonly gesture: Gesture;
  readonly deeds: readonly Deed[];
}

export const IDLE: Gesture = { kind: 'idle' };

export function step(gesture: Gesture, input: Input, context: Context): Step {
  switch (input.kind) {
    case 'press':
      return pressed(gesture, input, context);
    case 'move':
      return moved(gesture, input.pointer, input.at, context);
    case 'release':
      return released(gesture, input.pointer, context);
    case 'cancel':
      return { gesture: IDLE, deeds: givenUp(gesture) };
    case 'hold':
      return held(gesture, context);
  }
}

function pressed(gesture: Gesture, press: Press, context: Context): Step {
  if (gesture.kind !== 'idle') return press.touch ? secondFinger(gesture, press) : stay(gesture);
  if (press.button === 'middle' || press.panning) {
    return { gesture: { kind: 'panning', pointer: press.pointer, at: press.at }, deeds: [] };
  }
  const wasSelected =
    press.cluster === null
      ? press.note !== null && context.isSelected(press.note)
      : context.isClusterSelected(press.cluster);
  const deeds: Deed[] = [];
  // Pressing a note selects it at once, so that a drag takes it along; one in a selection keeps the selection.
  if (!press.drawing) deeds.push(...selecting(press, wasSelected));
  // A finger that is about to draw may rest before it does.
  if (press.touch && !press.drawing && context.editable) deeds.push({ do: 'awaitHold' });
  return { gesture: { kind: 'pressing', press, wasSelected }, deeds };
}

/** What a press selects by itself. */
function selecting({ note, cluster, adding }: Press, wasSelected: boolean): Deed[] {
  if (wasSelected) return [];
  if (cluster !== null) return [{ do: 'selectCluster', id: cluster }];
  return note === null || adding ? [] : [{ do: 'select', id: note, adding: false }];
}

function isOnNothing({ note, cluster }: Press): boolean {
  return note === null && cluster === null;
}

/** A second finger turns whatever the first one began into a pinch. */
function secondFinger(gesture: Gesture, press: Press): Step {
  const first = fingerOf(gesture);
  if (first === null) return stay(gesture);
  return {
    gesture: { kind: 'pinching', first, second: { pointer: press.pointer, at: press.at } },
    deeds: givenUp(gesture),
  };
}

function fingerOf(gesture: Gesture): Finger | null {
  if (gesture.kind === 'pressing' && gesture.press.touch) {
    return { pointer: gesture.press.pointer, at: gesture.press.at };
  }
  return gesture.kind === 'panning' ? { pointer: gesture.pointer, at: gesture.at } : null;
}

function moved(gesture: Gesture, pointer: number, at: Point, context: Context): Step {
  switch (gesture.kind) {
    case 'pressing': {
      const { press } = gesture;
      if (press.pointer !== pointer || !hasLeft(press, at)) return stay(gesture);
      return begun(gesture, at, context);
    }
    case 'dragging':
      return gesture.pointer === pointer ? { gesture, deeds: [{ do: 'carry', to: at }] } : stay(gesture);
    case 'marking': {
      if (gesture.pointer !== pointer) return stay(gesture);
      const { from, adding } = gesture;
      return { gesture, deeds: [{ do: 'mark', from, to: at, adding }] };
    }
    case 'drawing': {
      if (gesture.pointer !== pointer) return stay(gesture);
      const { at: from, adding } = gesture;
      return { gesture: { ...gesture, at }, deeds: [{ do: 'draw', from, to: at, adding }] };
    }
    case 'panning': {
      if (gesture.pointer !== pointer) return stay(gesture);
      const deed: Deed = { do: 'pan', dx: at.x - gesture.at.x, dy: at.y - gesture.at.y };
      return { gesture: { ...gesture, at }, deeds: [deed] };
    }
    case 'pinching':
      return pinched(gesture, pointer, at);
    case 'idle':
      return stay(gesture);
  }
}

function hasLeft(press: Press, at: Point): boolean {
  const slack = press.touch ? SLACK_TOUCH_PX : SLACK_MOUSE_PX;
  return Math.hypot(at.x - press.at.x, at.y - press.at.y) > slack;
}

/** The press has become a drag: of notes, of a line around some, of an area to select, or of the board. */
function begun(gesture: Gesture & { kind: 'pressing' }, at: Point, context: Context): Step {
  const { press, wasSelected } = gesture;
  const { pointer, note, cluster, adding } = press;
  if (press.drawing && !wasSelected) {
    const from = press.at;
    return {
      gesture: { kind: 'drawing', pointer, at, adding },
      deeds: [{ do: 'forgetHold' }, { do: 'draw', from, to: at, adding }],
    };
  }
  // A finger moves the board where it can move nothing else; a mouse is told why the thing under it stays.
  const isFixed = press.touch && context.isFixed(cluster ?? note ?? '');
  if (cluster !== null && context.editable && !isFixed) {
    const deeds: Deed[] = [
      ...restNoMore(press),
      { do: 'liftCluster', id: cluster, from: press.at },
      { do: 'carry', to: at },
    ];
    return { gesture: { kind: 'dragging', pointer }, deeds };
  }
  if (note !== null && context.editable && !isFixed) {
    const deeds: Deed[] = [...restNoMore(press)];
    if (adding && !wasSelected) deeds.push({ do: 'select', id: note, adding: true });
    deeds.push({ do: 'lift', id: note, from: press.at }, { do: 'carry', to: at });
    return { gesture: { kind: 'dragging', pointer }, deeds };
  }
  if (isOnNothing(press) && press.selecting) {
    const from = press.at;
    return {
      gesture: { kind: 'marking', pointer, from, adding },
      deeds: [{ do: 'forgetHold' }, { do: 'mark', from, to: at, adding }],
    };
  }
  return {
    gesture: { kind: 'panning', pointer, at },
    deeds: [{ do: 'forgetHold' }, { do: 'pan', dx: at.x - press.at.x, dy: at.y - press.at.y }],
  };
}

/** Only a finger's rest is waited for. */
function restNoMore({ touch }: Press): Deed[] {
  return touch ? [{ do: 'forgetHold' }] : [];
}

function pinched(gesture: Gesture & { kind: 'pinching' }, pointer: number, at: Point): Step {
  const { first, second } = gesture;
  const nextFirst = first.pointer === pointer ? { pointer, at } : first;
  const nextSecond = second.pointer === pointer ? { pointer, at } : second;
  const before = centreOf(rectBetween(first.at, second.at));
  const after = centreOf(rectBetween(nextFirst.at, nextSecond.at));
  const spread = Math.max(1, apart(first.at, second.at));
  const factor = Math.max(1, apart(nextFirst.at, nextSecond.at)) / spread;
  const deed: Deed = { do: 'pinch', at: after, dx: after.x - before.x, dy: after.y - before.y, factor };
  return { gesture: { kind: 'pinching', first: nextFirst, second: nextSecond }, deeds: [deed] };
}

function released(gesture: Gesture, pointer: number, context: Context): Step {
  switch (gesture.kind) {
    case 'pressing':
      return gesture.press.pointer === pointer ? tapped(gesture, context) : stay(gesture);
    case 'dragging':
      return gesture.pointer === pointer ? { gesture: IDLE, deeds: [{ do: 'drop' }] } : stay(gesture);
    case 'marking':
      return gesture.pointer === pointer ? { gesture: IDLE, deeds: [{ do: 'endMark' }] } : stay(gesture);
    case 'drawing':
      return gesture.pointer === pointer ? { gesture: IDLE, deeds: [{ do: 'endDraw' }] } : stay(gesture);
    case 'panning':
      return gesture.pointer === pointer ? { gesture: IDLE, deeds: [] } : stay(gesture);
    case 'pinching': {
      const left = gesture.first.pointer === pointer ? gesture.second : gesture.first;
      return { gesture: { kind: 'panning', ...left }, deeds: [] };
    }
    case 'idle':
      return stay(gesture);
  }
}

/** A press that never moved. */
function tapped({ press, wasSelected, held }: Gesture & { kind: 'pressing' }, context: Context): Step {
  if (held) return { gesture: IDLE, deeds: [] };
  const deeds: Deed[] = [{ do: 'forgetHold' }];
  const { note, cluster, adding, touch } = press;
  if (press.drawing) deeds.push(...selecting(press, wasSelected));
  if (cluster !== null) {
    if (context.editable) deeds.push({ do: 'tapCluster', id: cluster, touch, wasSelected });
  } else if (note === null) {
    if (!adding) deeds.push({ do: 'clearSelection' });
  } else if (adding) {
    deeds.push({ do: 'select', id: note, adding: true });
  } else {
    if (wasSelected) deeds.push({ do: 'select', id: note, adding: false });
    if (context.editable) deeds.push({ do: 'tap', id: note, touch, wasSelected });
  }
  return { gesture: IDLE, deeds };
}

function held(gesture: Gesture, context: Context): Step {
  if (gesture.kind !== 'pressing' || !context.editable) return stay(gesture);
  const { at } = gesture.press;
  if (isOnNothing(gesture.press)) return { gesture: IDLE, deeds: [{ do: 'make', at }] };
  return { gesture: { ...gesture, held: true }, deeds: [{ do: 'menu', at }] };
}

/** What has to be taken back when a gesture ends without being finished. */
function givenUp(gesture: Gesture): Deed[] {
  if (gesture.kind === 'dragging') return [{ do: 'putBack' }];
  if (gesture.kind === 'marking') return [{ do: 'endMark' }];
  if (gesture.kind === 'drawing') return [{ do: 'endDraw' }];
  return gesture.kind === 'pressing' ? [{ do: 'forgetHold' }] : [];
}

function stay(gesture: Gesture): Step {
  return { gesture, deeds: [] };
}

function apart(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
