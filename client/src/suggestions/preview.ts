// What is proposed, over the board: notes where they would lie, and outlines of the clusters. The document hears nothing of it.

import type { Layout } from '../board/document/arrange';
import { holds, type Point, type Rect } from '../board/document/point';
import type { BoardBeneath } from '../board/overlay';

/** What a preview needs of the board beneath. */
export type PreviewBoard = Pick<BoardBeneath, 'clusters' | 'world' | 'sight' | 'invalidate'>;

export interface Outlined {
  readonly cluster: string;
  readonly title: string;
  /** False for a cluster on the board: that is seen already. */
  readonly isNew: boolean;
}

export class Preview {
  private layout: Layout = { laid: [], clusterRects: new Map() };
  private outlined: readonly Outlined[] = [];
  private strong: string | null = null;
  private isClosed = false;

  constructor(private readonly board: PreviewBoard) {}

  show(layout: Layout, outlined: readonly Outlined[]): void {
    // What is proposed may change once more while the panel goes: a title that was being written.
    if (this.isClosed) return;
    this.layout = layout;
    this.outlined = outlined;
    const { world } = this.board;
    const clusters = new Map<string, Rect>();
    for (const [id, rect] of layout.clusterRects)
      if (this.board.clusters.get(id) !== undefined) clusters.set(id, rect);
    world.propose(new Map(layout.laid.map(({ id, x, y }) => [id, { x, y }])), clusters);
    this.outline(null);
    this.board.invalidate();
  }

  /** Has one cluster stand out. */
  point(cluster: string | null): void {
    this.strong = cluster;
    this.outline(null);
  }

  /** Draws the outlines, with one more that stands out: what is held would go there. */
  outline(target: string | null): void {
    if (this.isClosed) return;
    const ghosts = this.outlined.flatMap(({ cluster, title, isNew }) => {
      const rect = this.layout.clusterRects.get(cluster);
      const strong = cluster === target || cluster === this.strong;
      return rect === undefined || !(isNew || strong)
        ? []
        : [{ id: cluster, rect, label: isNew ? title : '', strong }];
    });
    this.board.world.ghosts.show(ghosts);
  }

  reveal(cluster: string): void {
    const rect = this.layout.clusterRects.get(cluster);
    if (rect !== undefined) this.board.sight.reveal(rect);
  }

  /** Shows all of what is proposed. */
  fit(): void {
    const rects = [...this.layout.clusterRects.values(), ...this.layout.laid];
    if (rects.length > 0) this.board.sight.fit(rects);
  }

  /** Where a note would lie; none for one that is not laid anew. */
  placeOf(note: string | undefined): Point | undefined {
    return this.layout.laid.find(({ id }) => id === note);
  }

  clusterAt(place: Point): string | null {
    const under = this.outlined.find(({ cluster }) => {
      const rect = this.layout.clusterRects.get(cluster);
      return rect !== undefined && holds(rect, place);
    });
    return under?.cluster ?? null;
  }

  /** The board is shown as it is again. */
  close(): void {
    this.isClosed = true;
    this.board.world.ghosts.show([]);
    this.board.world.propose(new Map(), new Map());
    this.board.invalidate();
  }
}
