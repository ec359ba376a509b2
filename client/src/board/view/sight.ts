// The camera in use: moved by hand at once, by commands in a short glide, and never over what is being written.

import { type Accessor, createSignal, untrack } from 'solid-js';
import { around, clamp, type Point, type Rect, type Size } from '../document/point';
import type { Look } from '../kept_look';
import { SCALE_MAX } from '../limits';
import {
  between,
  type Camera,
  centred,
  fitting,
  nextStep,
  panned,
  rectToBoard,
  rectToScreen,
  revealing,
  seen,
  toBoard,
  zoomed,
} from './camera';
import { type Cover, Covers, clearOf, FREE, stageOf } from './stage';

/** How long a commanded movement takes. */
const GLIDE_MS = 180;

/** Smallest scale at which words can be read and written in comfort. */
const READING_SCALE = 0.7;

interface Motion {
  readonly from: Camera;
  readonly to: Camera;
  readonly started: number;
}

export class Sight {
  readonly camera: Accessor<Camera>;
  readonly size: Accessor<Size>;
  /** True while one looks where one was led, and has not moved by oneself since. */
  readonly led: Accessor<boolean>;
  /** Another number whenever something else lies over the board: `clear` asks, and tells nobody. */
  readonly covered: Accessor<number>;
  private readonly writeCovered: (covered: number) => void;
  private readonly writeLed: (led: boolean) => void;
  private readonly writeCamera: (camera: Camera) => void;
  private readonly writeSize: (size: Size) => void;
  private readonly watched: ResizeObserver;
  private motion: Motion | null = null;
  private readonly covers = new Covers();
  private fitted: Camera | null = null;

  constructor(
    private readonly element: HTMLElement,
    private readonly moved: () => void,
    private readonly free: Required<Cover> = FREE,
  ) {
    const { clientWidth: width, clientHeight: height } = element;
    [this.size, this.writeSize] = createSignal<Size>({ width, height });
    [this.camera, this.writeCamera] = createSignal<Camera>({ x: width / 2, y: height / 2, scale: 1 });
    [this.led, this.writeLed] = createSignal(false);
    [this.covered, this.writeCovered] = createSignal(0);
    this.watched = new ResizeObserver(() => this.measure());
    this.watched.observe(element);
  }

  close(): void {
    this.watched.disconnect();
  }

  seen(): Rect {
    return seen(this.camera(), this.size());
  }

  /** The part of the board that is seen, and covered by nothing. */
  clearly(): Rect {
    return rectToBoard(this.camera(), this.clear());
  }

  pan(dx: number, dy: number): void {
    this.writeLed(false);
    this.set(panned(this.camera(), dx, dy));
  }

  zoomAt(factor: number, at: Point): void {
    this.writeLed(false);
    this.set(zoomed(this.camera(), factor, at));
  }

  /** To the next round scale, around the middle. */
  zoomStep(direction: 1 | -1): void {
    this.writeLed(false);
    const goal = this.goal();
    this.glide(zoomed(goal, nextStep(goal.scale, direction) / goal.scale, this.middle()));
  }

  zoomTo(scale: number): void {
    this.writeLed(false);
    const goal = this.goal();
    this.glide(zoomed(goal, scale / goal.scale, this.middle()));
  }

  /** Shows all of them because one asks for it. */
  fit(rects: Iterable<Rect>): void {
    this.writeLed(false);
    this.fitted = this.show(rects);
  }

  /** All of them are shown because one asked for it, and one has not looked elsewhere since. */
  isFitted(): boolean {
    return this.fitted !== null && this.goal() === this.fitted;
  }

  /** Shows all of them, no larger than they are, in the clear or in this part of it; returns where one looks then. */
  show(rects: Iterable<Rect>, atOnce = false, clear = this.clear()): Camera {
    const all = around(rects);
    const to = all === null ? centred({ x: 0, y: 0 }, clear, 1) : fitting(all, clear, 1);
    if (atOnce) this.set(to);
    else this.glide(to);
    return to;
  }

  look(): Look {
    return { at: toBoard(this.camera(), this.middle()), scale: this.camera().scale };
  }

  /** Looks there at once. */
  lookAt({ at, scale }: Look): void {
    this.set(centred(at, { x: 0, y: 0, ...this.size() }, scale));
  }

  /** At full size, with the rectangle in the top left corner of what is clear. */
  showFrom(rect: Rect): void {
    const { x, y } = this.clear();
    this.set({ scale: 1, x: x - rect.x, y: y - rect.y });
  }

  /** Where somebody else leads: all of the rectangle, as close as it fits. */
  follow(rect: Rect): void {
    this.glide(fitting(rect, this.clear(), SCALE_MAX));
    this.writeLed(true);
  }

  /** Moves no more than is needed for the rectangle to be in the clear. */
  reveal(rect: Rect): void {
    const goal = this.goal();
    const to = revealing(goal, rect, this.clear());
    if (to.x !== goal.x || to.y !== goal.y) this.glide(to);
  }

  /** Also closer, when the words would be too small. */
  revealToWrite(rect: Rect): void {
    const goal = this.goal();
    const middle = rectToScreen(goal, rect);
    const at = { x: middle.x + middle.width / 2, y: middle.y + middle.height / 2 };
    const near = goal.scale < READING_SCALE ? zoomed(goal, 1 / goal.scale, at) : goal;
    const to = revealing(near, rect, this.clear());
    if (to.x !== goal.x || to.y !== goal.y || to.scale !== goal.scale) this.glide(to);
  }

  /** Takes the next step of a glide. True while there is more to come. */
  advance(now: number): boolean {
    const { motion } = this;
    if (motion === null) return false;
    const part = clamp((now - motion.started) / GLIDE_MS, 0, 1);
    const eased = 1 - (1 - part) ** 3;
    this.writeCamera(part === 1 ? motion.to : between(motion.from, motion.to, eased, this.size()));
    if (part === 1) this.motion = null;
    return part < 1;
  }

  /** Something is docked beside the board, and what is to be seen keeps clear of it; null once it is gone. Whether it does otherwise than before. */
  cover(by: string, ask: (() => Cover | null) | null): boolean {
    const isOtherwise = this.covers.tell(by, ask);
    if (isOtherwise) this.writeCovered(untrack(this.covered) + 1);
    return isOtherwise;
  }

  /** The part of the board that no control and no keyboard on the screen covers. */
  clear(): Rect {
    return clearOf(this.stage(), this.free);
  }

  /** The part of the window that is the board's: nothing is docked there. */
  stage(): Rect {
    const size = this.size();
    const viewport = window.visualViewport;
    const top = this.element.getBoundingClientRect().top;
    const seen = viewport === null ? size.height : viewport.offsetTop + viewport.height - top;
    return stageOf(size, seen, this.covers.now());
  }

  private middle(): Point {
    const { width, height } = this.size();
    return { x: width / 2, y: height / 2 };
  }

  /** Where the camera is, or is going. */
  goal(): Camera {
    return this.motion?.to ?? this.camera();
  }

  private set(camera: Camera): void {
    this.motion = null;
    this.writeCamera(camera);
    this.moved();
  }

  private glide(to: Camera): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.set(to);
      return;
    }
    this.motion = { from: this.camera(), to, started: performance.now() };
    this.moved();
  }

  private measure(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    const had = this.size();
    if (had.width === width && had.height === height) return;
    // What was in the middle stays there; the first real size puts the origin there.
    const camera = this.camera();
    this.writeSize({ width, height });
    this.writeCamera(panned(camera, (width - had.width) / 2, (height - had.height) / 2));
    this.moved();
  }
}
