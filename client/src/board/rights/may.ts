// What may be done with what lies on this board: the one place that is asked, before anybody tries.

import type { ElementId, Right } from '../../protocol/session';
import type { Cluster } from '../document/cluster';
import type { Plan } from '../document/cluster_plan';
import type { Clusters } from '../document/clusters';
import type { Note } from '../document/note';
import type { Notes } from '../document/notes';
import { holds, type Point } from '../document/point';
import type { Section } from '../document/sections';
import {
  type Deed,
  isMine,
  middleOfNote,
  rightAt,
  rightsIn,
  type Standing,
  sectionRight,
  type Thing,
  type WhyNot,
  whyNot,
} from './rights';

/** What lies there, as far as rights go by it. */
interface Lying {
  readonly notes: Pick<Notes, 'get' | 'makerOf' | 'coverOf' | 'anyLocked'>;
  readonly clusters: Pick<Clusters, 'get' | 'makerOf'>;
  sections(): readonly Section[];
}

export class May {
  constructor(
    private readonly lying: Lying,
    private readonly standing: () => Standing,
  ) {}

  /** Everything may be done, whatever it is. */
  everything(): boolean {
    const { role, rights, voted } = this.standing();
    if (role !== 'participant') return role === 'facilitator';
    return voted.size === 0 && rightsIn(rights).every((right) => right === 'all');
  }

  /** There is a place where it may be done, with what is this person's own; and a new note is. */
  somewhere(deed: Deed): boolean {
    const { role, rights } = this.standing();
    return rightsIn(rights).some(
      (right) => whyNot(role, deed, { own: true, where: [right], voted: false }) === null,
    );
  }

  /** A note is made with its corner here, in a cluster or in none: where that lies, notes are added as well. */
  add(corner: Point, cluster: string | null = null): WhyNot | null {
    return this.ask('add', {
      own: true,
      where: this.places(middleOfNote(corner), this.cornerOf(cluster)),
      voted: this.isVoted(cluster),
    });
  }

  /** The section by whose right a note goes that has its corner here; null outside of all. */
  areaOf(corner: Point): string | null {
    return this.lying.sections().find((one) => holds(one, middleOfNote(corner)))?.id ?? null;
  }

  /** The sections in which a note of one's own can be made. */
  areasToAdd(): Section[] {
    const { role, rights } = this.standing();
    return this.lying.sections().filter(({ id }) => {
      const where = [sectionRight(rights, id)];
      return whyNot(role, 'add', { own: true, where, voted: false }) === null;
    });
  }

  /** The section that the phase is about, where a new note of this person's can go. */
  areaOfPhase(): Section | undefined {
    const { area } = this.standing();
    return area === null ? undefined : this.areasToAdd().find(({ id }) => id === area);
  }

  /** A cluster is made here. */
  addCluster(at: Point): WhyNot | null {
    return this.ask('add', { own: true, where: [this.at(at)], voted: false });
  }

  /** Whether the note is this person's own. */
  owns({ id, by }: Note): boolean {
    return isMine({ by, madeUnder: this.lying.notes.makerOf(id) }, this.standing());
  }

  note(note: Note, deed: Exclude<Deed, 'add'>, to?: Point): WhyNot | null {
    if (note.locked) return this.standing().role === 'viewer' ? 'viewer' : 'locked';
    return this.unlocked(note, deed, to);
  }

  /** Whether a note may be locked and unlocked: facilitators may, and whoever could change what is their own. */
  lock(note: Note): WhyNot | null {
    if (this.standing().role === 'participant' && !this.owns(note)) return 'own';
    return this.unlocked(note, 'move');
  }

  /** The same were it not locked. */
  private unlocked(note: Note, deed: Exclude<Deed, 'add'>, to?: Point): WhyNot | null {
    if (this.everything()) return null;
    return this.ask(deed, {
      own: this.owns(note),
      where: this.places(middleOfNote(note, note.width), to && middleOfNote(to, note.width)),
      voted: this.isVoted(note.id) || this.isVoted(this.clusterOf(note)),
      isItem: this.isVoted(note.id),
    });
  }

  /**
   * A note joins another cluster, or none. A cluster has its own right where it lies, which the note may not; `at` is where one will
   * that is not there yet.
   */
  join(note: Note, into: string | null, at = this.cornerOf(into)): WhyNot | null {
    if (note.locked) return this.note(note, 'regroup');
    if (this.everything()) return null;
    const joins = into === note.cluster ? undefined : at;
    return this.ask('regroup', {
      own: this.owns(note),
      where: this.places(middleOfNote(note, note.width), joins),
      voted: this.isVoted(note.id) || this.isVoted(this.clusterOf(note)) || this.isVoted(into),
    });
  }

  cluster(cluster: Cluster, deed: Exclude<Deed, 'add'>, to?: Point): WhyNot | null {
    if (this.everything()) return null;
    return this.ask(deed, {
      own: isMine({ by: null, madeUnder: this.lying.clusters.makerOf(cluster.id) }, this.standing()),
      where: this.places(cluster.at, to),
      voted: this.isVoted(cluster.id),
      isItem: this.isVoted(cluster.id),
    });
  }

  /** A note or cluster, by its id. What is not there keeps nobody from anything. */
  element(id: ElementId, deed: Exclude<Deed, 'add'>, to?: Point): WhyNot | null {
    const note = this.lying.notes.get(id);
    if (note !== undefined) return this.note(note, deed, to);
    const cluster = this.lying.clusters.get(id);
    return cluster === undefined ? null : this.cluster(cluster, deed, to);
  }

  /** As much of a plan as may be done: what else it would put in order stays as it is. */
  within(plan: Plan): Plan {
    if (this.everything() && !this.lying.notes.anyLocked) return plan;
    const may = (id: string, deed: Exclude<Deed, 'add'>, to?: Point) => this.element(id, deed, to) === null;
    const made = new Map(plan.make.map(({ id, at }) => [id, at]));
    return {
      make: plan.make.filter(({ at }) => this.addCluster(at) === null),
      join: some(plan.join, (id, into) => {
        const note = this.lying.notes.get(id);
        return note === undefined || this.join(note, into, made.get(into ?? '')) === null;
      }),
      move: plan.move.filter(({ id, to }) => may(id, 'move', to)),
      stand: some(plan.stand, (id, at) => may(id, 'move', at)),
      remove: plan.remove.filter((id) => may(id, 'remove')),
      entitle: plan.entitle.filter(({ id }) => may(id, 'change')),
      paint: some(plan.paint, (id) => may(id, 'change')),
      fold: some(plan.fold, (id) => may(id, 'move')),
      under: some(plan.under, (id) => may(id, 'regroup')),
    };
  }

  private ask(deed: Deed, thing: Thing): WhyNot | null {
    return whyNot(this.standing().role, deed, thing);
  }

  private places(at: Point, to: Point | undefined): Right[] {
    return to === undefined ? [this.at(at)] : [this.at(at), this.at(to)];
  }

  private cornerOf(cluster: string | null): Point | undefined {
    return cluster === null ? undefined : this.lying.clusters.get(cluster)?.at;
  }

  private at(point: Point): Right {
    return rightAt(this.standing().rights, this.lying.sections(), point);
  }

  /** The cluster that the note is in, also where it lies there under another. */
  private clusterOf(note: Note): string | null {
    const top = this.lying.notes.get(this.lying.notes.coverOf(note.id) ?? '');
    return (top ?? note).cluster;
  }

  private isVoted(id: ElementId | null): boolean {
    return id !== null && this.standing().voted.has(id);
  }
}

function some<Value>(
  of: ReadonlyMap<string, Value>,
  is: (id: string, value: Value) => boolean,
): ReadonlyMap<string, Value> {
  return new Map([...of].filter(([id, value]) => is(id, value)));
}
