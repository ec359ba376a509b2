// Where notes and clusters are seen at this moment: in the hand, in the hand of somebody else, on their way, or at rest.

import type { Cluster } from '../document/cluster';
import { smallClusterRect } from '../document/cluster_rect';
import type { Clusters } from '../document/clusters';
import type { Note } from '../document/note';
import { overlap, type Point, type Rect } from '../document/point';
import { Settling } from './settling';

const AT_HOME: Point = { x: 0, y: 0 };

export class Whereabouts {
  /** What this person carries: notes, and the cluster whose notes they all are. */
  lifted: ReadonlySet<string> = new Set();
  liftedCluster: string | null = null;
  offset: Point = AT_HOME;
  /** Clusters as they would be after the drop; null for one that would be gone. */
  outlook: ReadonlyMap<string, Rect | null> = new Map();
  readonly notesSettling = new Settling();
  readonly clustersSettling = new Settling();
  /** Where notes would lie if what is proposed were accepted: seen by this person only. */
  proposed: ReadonlyMap<string, Point> = new Map();
  /** Where others drag notes, and by how much they have moved clusters. */
  private readonly elsewhere = new Map<string, Point>();
  private readonly shifts = new Map<string, Point>();

  constructor(private readonly clusters: Clusters) {}

  lift(ids: ReadonlySet<string>, cluster: string | null): void {
    this.lifted = ids;
    this.liftedCluster = cluster;
    this.offset = AT_HOME;
  }

  layDown(): void {
    this.lifted = new Set();
    this.liftedCluster = null;
    this.offset = AT_HOME;
    this.outlook = new Map();
  }

  isElsewhere(note: Note): boolean {
    return this.elsewhere.has(note.id) || (note.cluster !== null && this.shifts.has(note.cluster));
  }

  /** Gives whether the note was known to be elsewhere before. */
  setElsewhere(id: string, place: Point | null): boolean {
    const was = this.elsewhere.has(id);
    if (place === null) this.elsewhere.delete(id);
    else this.elsewhere.set(id, place);
    return was;
  }

  setShift(cluster: string, by: Point | null): void {
    if (by === null) this.shifts.delete(cluster);
    else this.shifts.set(cluster, by);
  }

  isShifted(cluster: string): boolean {
    return this.shifts.has(cluster);
  }

  /** Where the note is seen. For one in the hand: in the page, whose whole is moved by the offset. */
  ofNote(note: Note, now: number): Point {
    if (this.lifted.has(note.id)) return note;
    const place = this.elsewhere.get(note.id);
    if (place !== undefined) return place;
    const proposed = this.proposed.get(note.id);
    if (proposed !== undefined) return this.notesSettling.at(note.id, { ...note, ...proposed }, now);
    const by = note.cluster === null ? undefined : this.shifts.get(note.cluster);
    if (by !== undefined) return { x: note.x + by.x, y: note.y + by.y };
    return this.notesSettling.at(note.id, note, now);
  }

  ofCluster(cluster: Cluster, now: number): Rect {
    const rect = this.clusters.rectOf(cluster.id) ?? smallClusterRect(cluster.at);
    if (this.liftedCluster === cluster.id) return rect;
    const by = this.shifts.get(cluster.id);
    if (by !== undefined) return { ...rect, x: rect.x + by.x, y: rect.y + by.y };
    return this.clustersSettling.at(cluster.id, this.outlook.get(cluster.id) ?? rect, now);
  }

  /** As `ofNote`, with the offset of what is in the hand. */
  seenNote(note: Note, now: number): Point {
    const { x, y } = this.ofNote(note, now);
    return this.lifted.has(note.id) ? { x: x + this.offset.x, y: y + this.offset.y } : { x, y };
  }

  seenCluster(cluster: Cluster, now: number): Rect {
    const rect = this.ofCluster(cluster, now);
    if (this.liftedCluster !== cluster.id) return rect;
    return { ...rect, x: rect.x + this.offset.x, y: rect.y + this.offset.y };
  }

  /** Notes that are seen in an area. */
  notesIn(area: Rect): Set<string> {
    const { notes } = this.clusters;
    const found = notes.grid.within(area);
    if (this.lifted.size > 0) {
      for (const id of found) if (this.lifted.has(id)) found.delete(id);
      const before = { ...area, x: area.x - this.offset.x, y: area.y - this.offset.y };
      for (const id of notes.grid.within(before)) if (this.lifted.has(id)) found.add(id);
    }
    for (const id of this.proposed.keys()) found.delete(id);
    for (const places of [this.proposed, this.elsewhere]) {
      for (const [id, place] of places) {
        const [note] = notes.pickShown([id]);
        if (note !== undefined && overlap({ ...note, ...place }, area)) found.add(id);
      }
    }
    for (const [cluster, by] of this.shifts) {
      for (const note of this.clusters.membersOf(cluster)) {
        const place = { ...note, x: note.x + by.x, y: note.y + by.y };
        if (!notes.isHidden(note.id) && overlap(place, area)) found.add(note.id);
      }
    }
    return found;
  }

  /** Clusters that are seen in an area. */
  clustersIn(area: Rect, now: number): Set<string> {
    const found = this.clusters.grid.within(area);
    const moved = this.liftedCluster === null ? [] : [this.liftedCluster];
    for (const id of [...moved, ...this.shifts.keys(), ...this.outlook.keys()]) {
      const cluster = this.clusters.get(id);
      if (cluster !== undefined && overlap(this.seenCluster(cluster, now), area)) found.add(id);
    }
    return found;
  }
}
