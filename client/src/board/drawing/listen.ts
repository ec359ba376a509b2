// Brings pointers and keys to the drawing tools, before the board itself hears of them, while one of these tools is taken up.

import { keyOf } from '../../keys/key_of';
import { centreOf, type Point } from '../document/point';
import type { Tool } from '../tool';
import { rectToBoard, toBoard, toScreen } from '../view/camera';
import type { DrawingBoard, HandTool, Touch } from './board';
import { EMPTY_HAND, type Hand, type HandDeed, type HandInput, handStep, type PointerKind } from './hand';
import { type Mark, markStep } from './hand_keys';

/** The letters that take a tool up, while letters are commands. */
const LETTERS: ReadonlyMap<string, Tool> = new Map([
  ['p', 'pen'],
  ['e', 'eraser'],
  ['c', 'connector'],
  ['k', 'laser'],
]);

/** These are moved by arrows; the others go by what lies on the board, which menus and the list reach. */
const BY_ARROWS: ReadonlySet<Tool> = new Set<Tool>(['pen', 'eraser', 'laser']);

export interface HandAids {
  /** The tool that is taken up; none where it is not one of these. */
  tool(): HandTool | null;
  /** What is taken up may not be: it says why, or there is nobody to see it. */
  mayTake(tool: Tool): boolean;
  /** Shows where the keyboard draws; null for nowhere. */
  showMark(mark: Mark | null): void;
}

export class Hands {
  private hand: Hand = EMPTY_HAND;
  private at: HandTool | null = null;
  private mark: Mark | null = null;
  /** How hard a pen was pressed as it began. */
  private pressure: number | undefined;

  constructor(
    private readonly board: DrawingBoard,
    private readonly aids: HandAids,
  ) {
    const { element } = board;
    element.addEventListener('pointerdown', this.pressed, { capture: true });
    element.addEventListener('pointermove', this.moved, { capture: true });
    element.addEventListener('pointerup', this.released, { capture: true });
    element.addEventListener('pointercancel', this.cancelled, { capture: true });
    element.addEventListener('mousedown', this.keepFocus, { capture: true });
    element.addEventListener('dblclick', this.keepClick, { capture: true });
    element.addEventListener('keydown', this.keyed, { capture: true });
    window.addEventListener('keydown', this.escaped, { capture: true });
  }

  close(): void {
    const { element } = this.board;
    this.giveUp();
    element.removeEventListener('pointerdown', this.pressed, { capture: true });
    element.removeEventListener('pointermove', this.moved, { capture: true });
    element.removeEventListener('pointerup', this.released, { capture: true });
    element.removeEventListener('pointercancel', this.cancelled, { capture: true });
    element.removeEventListener('mousedown', this.keepFocus, { capture: true });
    element.removeEventListener('dblclick', this.keepClick, { capture: true });
    element.removeEventListener('keydown', this.keyed, { capture: true });
    window.removeEventListener('keydown', this.escaped, { capture: true });
  }

  /** Another tool was taken up, or the board is another's now. */
  giveUp(): void {
    this.feed({ kind: 'cancel' });
    if (this.mark?.isDown === true) this.at?.giveUp();
    this.at = null;
    this.setMark(null);
  }

  private readonly pressed = (event: PointerEvent) => {
    const tool = this.aids.tool();
    if (tool === null || isControl(event.target) || event.button > 1) return;
    event.stopImmediatePropagation();
    if (event.button === 1) event.preventDefault();
    if (this.mark !== null) this.giveUp();
    const isPanning = event.button === 1 || this.board.element.classList.contains('surface-space');
    this.board.element.setPointerCapture(event.pointerId);
    this.board.selectCluster(null);
    this.pressure = pressureOf(event);
    this.feed({
      kind: 'press',
      pointer: event.pointerId,
      at: this.placeOf(event),
      by: kindOf(event),
      panning: isPanning,
    });
  };

  private readonly moved = (event: PointerEvent) => {
    const { hand } = this;
    if (hand.kind === 'idle') return;
    if (hand.kind === 'drawing' && hand.pointer === event.pointerId) {
      // All that the pen went through since the last frame.
      const passed = event.getCoalescedEvents();
      const touches = (passed.length > 0 ? passed : [event]).map((one) => this.touchOf(one));
      this.hand = { ...hand, at: this.placeOf(event) };
      this.at?.extend(touches);
      return;
    }
    this.feed({ kind: 'move', pointer: event.pointerId, at: this.placeOf(event) });
  };

  private readonly released = (event: PointerEvent) => {
    if (this.hand.kind === 'idle') return;
    this.feed({ kind: 'release', pointer: event.pointerId, at: this.placeOf(event) });
  };

  private readonly cancelled = () => this.feed({ kind: 'cancel' });

  /** A press takes the keyboard to the board, and not to the note under the pen. */
  private readonly keepFocus = (event: MouseEvent) => {
    if (this.aids.tool() === null || isControl(event.target)) return;
    event.preventDefault();
    this.board.element.focus({ preventScroll: true });
  };

  private readonly keepClick = (event: MouseEvent) => {
    if (this.aids.tool() !== null && !isControl(event.target)) event.stopImmediatePropagation();
  };

  private readonly escaped = (event: KeyboardEvent) => {
    if (keyOf(event) !== 'Escape' || this.aids.tool() === null) return;
    const isUnderWay = this.hand.kind !== 'idle' || this.mark?.isDown === true;
    if (!isUnderWay && !this.board.isFocusWithin()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.giveUp();
    if (!isUnderWay) this.board.chooseTool('select');
  };

  private readonly keyed = (event: KeyboardEvent) => {
    if (this.board.restOfWord.on || isControl(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = keyOf(event);
    const tool = LETTERS.get(key.toLowerCase());
    if (tool !== undefined && !event.shiftKey && this.board.areLettersKeys()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.repeat && (this.board.tool() === tool || this.aids.mayTake(tool)))
        this.board.chooseTool(this.board.tool() === tool ? 'select' : tool);
      return;
    }
    if (this.aids.tool() === null || !BY_ARROWS.has(this.board.tool())) return;
    const { sight } = this.board;
    const start = centreOf(rectToBoard(sight.camera(), sight.clear()));
    const step = markStep(this.mark, { key, shift: event.shiftKey }, start, sight.camera().scale);
    if (step === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat && step.deeds.some((deed) => deed.do !== 'extend')) return;
    let { mark } = step;
    for (const deed of step.deeds) {
      if (deed.do === 'begin') {
        const begun = this.aids.tool();
        this.at = begun?.begin({ at: deed.at }) === true ? begun : null;
        if (this.at === null) mark = { ...mark, isDown: false };
      } else if (deed.do === 'extend') this.at?.extend([{ at: deed.at }]);
      else {
        this.at?.end();
        this.at = null;
      }
    }
    this.setMark(mark);
    sight.reveal({ x: mark.at.x, y: mark.at.y, width: 0, height: 0 });
  };

  private setMark(mark: Mark | null): void {
    this.mark = mark;
    this.aids.showMark(mark);
  }

  private feed(input: HandInput): void {
    const { hand, deeds } = handStep(this.hand, input);
    this.hand = hand;
    for (const deed of deeds) this.perform(deed);
    this.board.setBusy(this.at !== null && hand.kind === 'drawing');
  }

  private perform(deed: HandDeed): void {
    const { sight } = this.board;
    switch (deed.do) {
      case 'begin': {
        const tool = this.aids.tool();
        const touch = {
          ...this.touchAt(deed.at),
          ...(this.pressure !== undefined && { pressure: this.pressure }),
        };
        this.at = tool?.begin(touch) === true ? tool : null;
        break;
      }
      case 'extend':
        this.at?.extend([this.touchAt(deed.at)]);
        break;
      case 'end':
        this.at?.end();
        this.at = null;
        break;
      case 'giveUp':
        this.at?.giveUp();
        this.at = null;
        break;
      case 'pan':
        sight.pan(deed.dx, deed.dy);
        break;
      case 'zoom':
        sight.zoomAt(deed.factor, deed.at);
        break;
    }
  }

  private touchOf(event: PointerEvent): Touch {
    const pressure = pressureOf(event);
    return { ...this.touchAt(this.placeOf(event)), ...(pressure !== undefined && { pressure }) };
  }

  private touchAt(at: Point): Touch {
    return { at: toBoard(this.board.sight.camera(), at) };
  }

  private placeOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.board.element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}

/** Buttons and fields on the board stay what they are. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, select, textarea, a') !== null;
}

function kindOf({ pointerType }: PointerEvent): PointerKind {
  return pointerType === 'pen' || pointerType === 'touch' ? pointerType : 'mouse';
}

/** Only pens tell it: mice say one half, and fingers what they like. */
function pressureOf({ pointerType, pressure }: PointerEvent): number | undefined {
  return pointerType === 'pen' && pressure > 0 ? pressure : undefined;
}

/** The mark that the keyboard draws with, at one size whatever the zoom. */
export function createMark(board: DrawingBoard): {
  element: HTMLElement;
  show(mark: Mark | null): void;
  place(): void;
} {
  const element = document.createElement('div');
  element.className = 'hand-mark';
  element.setAttribute('aria-hidden', 'true');
  element.hidden = true;
  let shown: Mark | null = null;
  const place = () => {
    if (shown === null) return;
    const { x, y } = toScreen(board.sight.camera(), shown.at);
    element.style.translate = `${x}px ${y}px`;
  };
  return {
    element,
    place,
    show(mark) {
      shown = mark;
      element.hidden = mark === null;
      element.classList.toggle('hand-mark-down', mark?.isDown === true);
      place();
    },
  };
}
