// Notes marked by drawing over the board: a rectangle from corner to corner, or a line around them.

import { caughtBy, drawnTo, reachOf } from '../document/lasso';
import { type Point, rectBetween } from '../document/point';
import type { Eye, Ground, Selection } from '../parts';
import { toBoard } from '../view/camera';
import type { LassoLine } from '../view/lasso_line';

type Board = Ground & Selection & Eye & { readonly setBusy: (busy: boolean) => void };

export class Marking {
  /** What was selected before, which is added to. */
  private marked: ReadonlySet<string> | null = null;
  /** The line that is being drawn, on the board: it stays around its notes when the board is moved. */
  private line: readonly Point[] = [];

  constructor(
    private readonly board: Board,
    private readonly marquee: HTMLElement,
    private readonly lasso: LassoLine,
  ) {}

  /** A rectangle between two places on the screen. */
  mark(from: Point, to: Point, adding: boolean): void {
    const { board, marquee } = this;
    const camera = board.sight.camera();
    const before = this.begin(adding);
    const area = rectBetween(from, to);
    marquee.hidden = false;
    marquee.style.translate = `${area.x}px ${area.y}px`;
    marquee.style.width = `${area.width}px`;
    marquee.style.height = `${area.height}px`;
    const onBoard = rectBetween(toBoard(camera, from), toBoard(camera, to));
    board.select([...before, ...board.notes.grid.within(onBoard)]);
  }

  /** A line, drawn on to a place on the screen. */
  draw(from: Point, to: Point, adding: boolean): void {
    const { board, lasso } = this;
    const camera = board.sight.camera();
    const before = this.begin(adding);
    if (this.line.length === 0) this.line = [toBoard(camera, from)];
    this.line = drawnTo(this.line, toBoard(camera, to), camera.scale);
    lasso.show(this.line, camera);
    const reach = reachOf(this.line);
    const near = reach === null ? [] : board.notes.pickShown(board.notes.grid.within(reach));
    board.select([...before, ...caughtBy(this.line, near).map(({ id }) => id)]);
  }

  end(): void {
    this.marked = null;
    this.line = [];
    this.marquee.hidden = true;
    this.lasso.hide();
    this.board.setBusy(false);
  }

  private begin(adding: boolean): ReadonlySet<string> {
    this.marked ??= adding ? this.board.selection() : new Set();
    this.board.setBusy(true);
    return this.marked;
  }
}
