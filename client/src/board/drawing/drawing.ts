// All that is drawn on the board, shown and at work: made once the board is there, and loaded apart from it.

import './drawing.css';
import { type Accessor, createEffect, createRoot, createSignal, on } from 'solid-js';
import type { NoteColor } from '../document/note';
import { grown, type Rect, rectBetween } from '../document/point';
import { paperOf } from '../presence/colour';
import type { DrawingTool, Tool } from '../tool';
import type { DrawingBoard, HandTool } from './board';
import { ConnectTool, connect } from './connect_tool';
import { ConnectorLayer } from './connector_layer';
import { Drawn } from './drawn';
import { EraserTool } from './eraser_tool';
import { InkLayer } from './ink_layer';
import { LaserLayer } from './laser_layer';
import { LaserTool } from './laser_tool';
import { DRAW_MS, PEN_WIDTHS } from './limits';
import { createMark, Hands } from './listen';
import { mayTake } from './may_draw';
import { Others } from './others';
import { PenTool } from './pen_tool';

/** Strokes this near to the window, in screen pixels, are already there when they come into view. */
const MARGIN_PX = 160;

/** So long something is marked that was asked for, in ms. */
const MARKED_MS = 3_000;

export class Drawing {
  readonly drawn: Drawn;
  /** What the pen draws with. */
  readonly color: Accessor<NoteColor>;
  readonly setColor: (color: NoteColor) => void;
  readonly width: Accessor<number>;
  readonly setWidth: (width: number) => void;
  /** What is about to be connected to something; null while nothing is. */
  readonly connecting: Accessor<string | null>;
  /** Asks what it is to be connected to. */
  readonly askWhere: (from: string | null) => void;
  private readonly ink = new InkLayer();
  private readonly arrows: ConnectorLayer;
  private readonly lasers = new LaserLayer();
  private readonly others: Others;
  private readonly hands: Hands;
  private readonly tools: Record<DrawingTool, HandTool>;
  private marking: ReturnType<typeof setTimeout> | null = null;
  private readonly closers: (() => void)[] = [];

  constructor(private readonly board: DrawingBoard) {
    this.drawn = new Drawn(board.doc);
    const [color, setColor] = createSignal<NoteColor | null>(null);
    // Where nobody is named one's own colour would tell whose a stroke is.
    this.color = () => color() ?? (board.page.anonymous ? 'blue' : paperOf(board.page.me));
    this.setColor = setColor;
    [this.connecting, this.askWhere] = createSignal<string | null>(null);
    [this.width, this.setWidth] = createSignal<number>(PEN_WIDTHS[1]);
    this.arrows = new ConnectorLayer(board.clusters, board.world.whereabouts);
    this.others = new Others(board, this.drawn, this.ink, this.lasers);
    this.tools = {
      pen: new PenTool(board, this.ink, this),
      eraser: new EraserTool(board, this.drawn, this.ink, this.arrows),
      connector: new ConnectTool(board, this.drawn, this.arrows),
      laser: new LaserTool(board, this.lasers),
    };
    const mark = createMark(board);
    this.hands = new Hands(board, {
      tool: () => this.toolOf(board.tool()),
      mayTake: (tool) => this.mayTake(tool),
      showMark: mark.show,
    });
    board.world.element.append(this.arrows.element, this.ink.element);
    board.element.append(this.lasers.element, mark.element);
    const frame = (now: number) => {
      mark.place();
      return this.show(now);
    };
    board.frames.add(frame);
    this.closers.push(
      () => board.frames.delete(frame),
      () => mark.element.remove(),
      this.drawn.listen(() => board.invalidate()),
      this.followTools(),
    );
    board.invalidate();
  }

  close(): void {
    for (const close of this.closers) close();
    if (this.marking !== null) clearTimeout(this.marking);
    this.hands.close();
    this.others.close();
    this.drawn.close();
    for (const layer of [this.arrows, this.ink, this.lasers]) layer.element.remove();
  }

  /** Whether the tool can be used here at all, by this person and now. */
  mayTake(tool: Tool): boolean {
    return mayTake(this.board, tool);
  }

  /** Leads from one note or cluster to another. */
  connect(from: string, to: string): void {
    connect(this.board, this.drawn, from, to);
  }

  /** Where strokes lie: connectors lie between what they connect. */
  rects(): Rect[] {
    return [...this.drawn.strokes.all()].map(({ bounds }) => bounds);
  }

  /** Where a connector is seen; none where nothing of it is. */
  placeOf(connector: string): Rect | null {
    const one = this.drawn.connectors.get(connector);
    const route = one && this.arrows.routeOf(one, performance.now());
    return route ? rectBetween(route.from, route.to) : null;
  }

  /** Marks a stroke or connector that was asked for, until it was seen. */
  markForAWhile(id: string): void {
    this.mark(id);
    if (this.marking !== null) clearTimeout(this.marking);
    this.marking = setTimeout(() => this.mark(null), MARKED_MS);
  }

  private mark(id: string | null): void {
    this.ink.mark(id);
    this.arrows.mark(id);
  }

  private toolOf(tool: Tool): HandTool | null {
    return Object.hasOwn(this.tools, tool) && this.mayTake(tool) ? this.tools[tool as DrawingTool] : null;
  }

  /** A tool that was put down leaves nothing begun; one that may not be used any more is put down. */
  private followTools(): () => void {
    const { board } = this;
    return createRoot((dispose) => {
      createEffect(on(board.tool, () => this.hands.giveUp(), { defer: true }));
      createEffect(() => {
        const tool = board.tool();
        if (Object.hasOwn(this.tools, tool) && !this.mayTake(tool)) board.chooseTool('select');
      });
      // What is carried takes its connectors along.
      createEffect(() => {
        if (board.busy()) board.invalidate();
      });
      return dispose;
    });
  }

  private show(now: number): boolean {
    const { board, drawn } = this;
    const { sight } = board;
    const area = grown(sight.seen(), MARGIN_PX / sight.camera().scale);
    const hasTime = () => performance.now() - now < DRAW_MS;
    this.arrows.show(drawn.connectors.all(), area, now);
    const isMore = this.ink.show(drawn.strokes.all(), area, hasTime);
    const isWaiting = this.others.advance(now);
    const isPointed = this.lasers.draw(sight.camera(), now);
    return isMore || isWaiting || isPointed || (board.busy() && drawn.connectors.count > 0);
  }
}
