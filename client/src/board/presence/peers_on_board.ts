// Others on this board: their cursors, what they selected, write in, and are dragging just now.

import { type Accessor, createEffect, createRoot, createSignal, on } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import { language, t } from '../../i18n';
import type { BoardView, ParticipantId } from '../../protocol/session';
import type { Clusters } from '../document/clusters';
import type { Point } from '../document/point';
import { DROP_WAIT_MS } from '../limits';
import type { Camera } from '../view/camera';
import type { World } from '../view/world';
import type { Writer } from '../view/writer_flag';
import { peerColour } from './colour';
import { Cursors } from './cursors';
import { Glide } from './glide';
import { type Peer, readPeers } from './peers';
import { readProposal, type ShownProposal } from './shown_proposal';

interface Carried {
  readonly glide: Glide;
  /** When the dragging stopped: from then on the note waits for its record. Null while it is dragged. */
  droppedAt: number | null;
}

interface PageOfPeers {
  readonly me: ParticipantId;
  readonly awareness: Awareness;
  /** Whoever follows this hears when any name may be another. */
  followNames(): void;
  nameOf(participant: ParticipantId): string;
}

export class Peers {
  readonly cursors = new Cursors();
  private peers: Peer[] = [];
  private readonly carried = new Map<string, Carried>();
  /** Clusters, by where their corners are. */
  private readonly carriedClusters = new Map<string, Carried>();
  /** Who holds which note or cluster just now. */
  private holders = new Map<string, Peer>();
  private choosers = new Map<string, Peer>();
  private writers = new Map<string, Peer>();
  private readonly stopNames: () => void;
  /** Where people look who tell it; of somebody with two pages, the one that moved last. */
  readonly views: Accessor<ReadonlyMap<ParticipantId, BoardView>>;
  /** What a facilitator shows to all as a suggestion; null while nobody does. */
  readonly proposal: Accessor<ShownProposal | null>;
  private readonly writeProposal: (proposal: ShownProposal | null) => void;
  /** Who is here with a board of their own, as presence says. */
  readonly present: Accessor<ReadonlySet<ParticipantId>>;
  /** Who goes along with this person's view. */
  readonly followers: Accessor<ReadonlySet<ParticipantId>>;
  private readonly writePresent: (present: ReadonlySet<ParticipantId>) => void;
  private readonly writeFollowers: (followers: ReadonlySet<ParticipantId>) => void;
  private readonly writeViews: (views: ReadonlyMap<ParticipantId, BoardView>) => void;

  constructor(
    private readonly page: PageOfPeers,
    private readonly clusters: Clusters,
    private readonly world: World,
    private readonly invalidate: () => void,
  ) {
    [this.views, this.writeViews] = createSignal<ReadonlyMap<ParticipantId, BoardView>>(new Map());
    [this.present, this.writePresent] = createIds();
    [this.followers, this.writeFollowers] = createIds();
    [this.proposal, this.writeProposal] = createSignal<ShownProposal | null>(null);
    page.awareness.on('change', this.changed);
    // Names and languages change under the same presence.
    this.stopNames = createRoot((dispose) => {
      createEffect(on([language, () => page.followNames()], () => this.showMarks()));
      return dispose;
    });
    this.heard();
  }

  close(): void {
    this.page.awareness.off('change', this.changed);
    this.stopNames();
  }

  /** The colour of somebody else who has selected the note. */
  chooserOf(id: string): string | null {
    const peer = this.choosers.get(id);
    return peer === undefined ? null : peerColour(peer).paper;
  }

  /** Who else is writing in the note. */
  writerOf(id: string): Writer | null {
    const peer = this.writers.get(id);
    if (peer === undefined) return null;
    const { paper, ink } = peerColour(peer);
    return { name: this.nameOf(peer), color: paper, ink };
  }

  /** The name of somebody else who holds the note or cluster just now. */
  holderOf(id: string): string | null {
    const peer = this.holders.get(id);
    return peer === undefined ? null : this.nameOf(peer);
  }

  /** A dropped note or cluster whose record came is where the document says from now on. */
  documentChanged(ids: ReadonlySet<string>): void {
    for (const id of ids) {
      if (this.carried.get(id)?.droppedAt != null) this.letGo(id);
      const carried = this.carriedClusters.get(id);
      if (carried === undefined) continue;
      if (carried.droppedAt !== null) this.letGoCluster(id);
      else this.showCluster(id, carried, performance.now());
    }
  }

  /** Moves everything to where it is at this moment. True while anything still moves or waits. */
  draw(camera: Camera, now: number): boolean {
    let moving = this.cursors.place(camera, now);
    for (const [id, { glide, droppedAt }] of this.carried) {
      if (this.clusters.notes.get(id) === undefined || isOver(droppedAt, now)) {
        this.letGo(id);
        continue;
      }
      this.world.carriedElsewhere(id, glide.at(now));
      if (!glide.rests(now) || droppedAt !== null) moving = true;
    }
    for (const [id, { glide, droppedAt }] of this.carriedClusters) {
      if (this.clusters.get(id) === undefined || isOver(droppedAt, now)) {
        this.letGoCluster(id);
        continue;
      }
      this.showCluster(id, { glide, droppedAt }, now);
      if (!glide.rests(now) || droppedAt !== null) moving = true;
    }
    return moving;
  }

  private readonly changed = (_: unknown, origin: unknown) => {
    if (origin !== 'local') this.heard();
  };

  private heard(): void {
    const now = performance.now();
    const before = this.peers;
    const { awareness } = this.page;
    this.peers = readPeers(awareness.getStates(), awareness.clientID);
    this.writeProposal(readProposal(awareness.getStates(), awareness.clientID, this.proposal()));
    this.hearViews(before);
    const named = this.peers.filter(({ id }) => id !== '');
    this.writePresent(new Set(named.map(({ id }) => id)));
    const following = named.filter(({ follows }) => follows === this.page.me);
    this.writeFollowers(new Set(following.map(({ id }) => id)));
    this.cursors.hear(this.peers, (peer) => this.nameOf(peer), now);
    this.hearDrags(now);
    this.hearMarks();
    this.invalidate();
  }

  private hearViews(before: readonly Peer[]): void {
    const looking = this.peers.filter((peer) => peer.view !== null);
    if (looking.length === 0 && this.views().size === 0) return;
    const had = new Map(before.map(({ client, view }) => [client, view]));
    const views = new Map<ParticipantId, BoardView>();
    for (const { id, client, view } of looking) {
      if (view === null) continue;
      const moved = !isSameView(view, had.get(client) ?? null);
      if (moved || !views.has(id)) views.set(id, moved ? view : (this.views().get(id) ?? view));
    }
    const isSame =
      views.size === this.views().size &&
      [...views].every(([id, view]) => isSameView(view, this.views().get(id) ?? null));
    if (!isSame) this.writeViews(views);
  }

  private hearDrags(now: number): void {
    const { notes } = this.clusters;
    this.holders = new Map(
      this.peers.flatMap((peer) =>
        [...peer.drag.keys(), ...peer.clusterDrag.keys()].map((id) => [id, peer] as const),
      ),
    );
    const places = new Map(this.peers.flatMap((peer) => [...peer.drag]));
    follow(
      this.carried,
      places,
      (id) => notes.get(id),
      now,
      (id) => this.letGo(id),
    );
    const corners = new Map(this.peers.flatMap((peer) => [...peer.clusterDrag]));
    follow(
      this.carriedClusters,
      corners,
      (id) => this.clusters.rectOf(id),
      now,
      (id) => this.letGoCluster(id),
    );
  }

  /** A cluster is shown as far from where the document says as it has been dragged, whatever the document says now. */
  private showCluster(id: string, { glide }: Carried, now: number): void {
    const corner = this.clusters.rectOf(id);
    if (corner === undefined) return;
    const { x, y } = glide.at(now);
    this.world.clusterElsewhere(id, { x: x - corner.x, y: y - corner.y });
  }

  private letGoCluster(id: string): void {
    this.carriedClusters.delete(id);
    this.world.clusterElsewhere(id, null);
  }

  private letGo(id: string): void {
    this.carried.delete(id);
    this.world.carriedElsewhere(id, null);
  }

  private hearMarks(): void {
    const touched = new Set([...this.choosers.keys(), ...this.writers.keys()]);
    const choosers = new Map(this.peers.flatMap((peer) => peer.selection.map((id) => [id, peer] as const)));
    const writers = new Map(
      this.peers.flatMap((peer) => (peer.editing === null ? [] : [[peer.editing, peer] as const])),
    );
    this.choosers = choosers;
    this.writers = writers;
    for (const id of [...choosers.keys(), ...writers.keys()]) touched.add(id);
    this.world.remark(touched);
  }

  private showMarks(): void {
    this.cursors.hear(this.peers, (peer) => this.nameOf(peer), performance.now());
    this.world.remark([...this.choosers.keys(), ...this.writers.keys()]);
  }

  private nameOf(peer: Peer): string {
    // In an anonymous room presence names nobody.
    return peer.id === '' ? peer.name || t('board.someone') : this.page.nameOf(peer.id);
  }
}

/** Ids that tell only when they are others. */
function createIds() {
  return createSignal<ReadonlySet<ParticipantId>>(new Set(), {
    equals: (a, b) => a.size === b.size && [...a].every((id) => b.has(id)),
  });
}

/** Takes in where others drag things now; what they dropped waits for its record. */
function follow(
  carried: Map<string, Carried>,
  places: ReadonlyMap<string, Point>,
  home: (id: string) => Point | undefined,
  now: number,
  letGo: (id: string) => void,
): void {
  for (const [id, place] of places) {
    const at = home(id);
    if (at === undefined) continue;
    const known = carried.get(id);
    if (known === undefined) {
      const glide = new Glide({ x: at.x, y: at.y }, now);
      glide.aim(place, now);
      carried.set(id, { glide, droppedAt: null });
    } else {
      known.glide.aim(place, now);
      known.droppedAt = null;
    }
  }
  for (const [id, known] of carried) {
    if (places.has(id) || known.droppedAt !== null) continue;
    known.droppedAt = now;
    const at = home(id);
    const { x, y } = known.glide.at(Number.POSITIVE_INFINITY);
    // The record was quicker than the presence: nothing to wait for.
    if (at !== undefined && Math.hypot(at.x - x, at.y - y) < 1) letGo(id);
  }
}

function isSameView(a: BoardView, b: BoardView | null): boolean {
  return (
    b !== null && [0, 1].every((axis) => a.center[axis] === b.center[axis] && a.size[axis] === b.size[axis])
  );
}

function isOver(droppedAt: number | null, now: number): boolean {
  return droppedAt !== null && now - droppedAt > DROP_WAIT_MS;
}
