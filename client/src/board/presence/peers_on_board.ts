// Others on this board: their cursors, what they selected, write in, and are dragging just now.

import { createEffect, createRoot } from 'solid-js';
import type { BoardProps } from '../Board';
import { DROP_WAIT_MS } from '../limits';
import type { Notes } from '../model/notes';
import type { Camera } from '../view/camera';
import type { World } from '../view/world';
import { participantColour } from './colour';
import { Cursors } from './cursors';
import { Glide } from './glide';
import { type Peer, readPeers } from './peers';

interface Carried {
  readonly glide: Glide;
  /** When the dragging stopped: from then on the note waits for its record. Null while it is dragged. */
  droppedAt: number | null;
}

export interface Writer {
  readonly name: string;
  readonly color: string;
  readonly ink: string;
}

export class Peers {
  readonly cursors = new Cursors();
  private peers: Peer[] = [];
  private readonly carried = new Map<string, Carried>();
  private choosers = new Map<string, Peer>();
  private writers = new Map<string, Peer>();
  private readonly stopNames: () => void;

  constructor(
    private readonly props: BoardProps,
    private readonly notes: Notes,
    private readonly world: World,
    private readonly invalidate: () => void,
  ) {
    props.awareness.on('change', this.changed);
    // Names and languages change under the same presence.
    this.stopNames = createRoot((dispose) => {
      createEffect(() => {
        for (const peer of this.peers) this.nameOf(peer);
        this.showMarks();
      });
      return dispose;
    });
    this.heard();
  }

  close(): void {
    this.props.awareness.off('change', this.changed);
    this.stopNames();
  }

  /** The colour of somebody else who has selected the note. */
  chooserOf(id: string): string | null {
    const peer = this.choosers.get(id);
    return peer === undefined ? null : colourOf(peer).paper;
  }

  /** Who else is writing in the note. */
  writerOf(id: string): Writer | null {
    const peer = this.writers.get(id);
    if (peer === undefined) return null;
    const { paper, ink } = colourOf(peer);
    return { name: this.nameOf(peer), color: paper, ink };
  }

  /** A dropped note whose record came is where the document says from now on. */
  documentChanged(ids: ReadonlySet<string>): void {
    for (const id of ids) if (this.carried.get(id)?.droppedAt != null) this.letGo(id);
  }

  /** Moves everything to where it is at this moment. True while anything still moves or waits. */
  draw(camera: Camera, now: number): boolean {
    let moving = this.cursors.place(camera, now);
    for (const [id, { glide, droppedAt }] of this.carried) {
      if (this.notes.get(id) === undefined || (droppedAt !== null && now - droppedAt > DROP_WAIT_MS)) {
        this.letGo(id);
        continue;
      }
      this.world.carriedElsewhere(id, glide.at(now));
      if (!glide.rests(now) || droppedAt !== null) moving = true;
    }
    return moving;
  }

  private readonly changed = (_: unknown, origin: unknown) => {
    if (origin !== 'local') this.heard();
  };

  private heard(): void {
    const now = performance.now();
    this.peers = readPeers(this.props.awareness.getStates(), this.props.awareness.clientID);
    this.cursors.hear(this.peers, (peer) => this.nameOf(peer), now);
    this.hearDrags(now);
    this.hearMarks();
    this.invalidate();
  }

  private hearDrags(now: number): void {
    const places = new Map(this.peers.flatMap((peer) => [...peer.drag]));
    for (const [id, place] of places) {
      const note = this.notes.get(id);
      if (note === undefined) continue;
      const known = this.carried.get(id);
      if (known === undefined) {
        const glide = new Glide({ x: note.x, y: note.y }, now);
        glide.aim(place, now);
        this.carried.set(id, { glide, droppedAt: null });
      } else {
        known.glide.aim(place, now);
        known.droppedAt = null;
      }
    }
    for (const [id, carried] of this.carried) {
      if (places.has(id) || carried.droppedAt !== null) continue;
      carried.droppedAt = now;
      const note = this.notes.get(id);
      const { x, y } = carried.glide.at(Number.POSITIVE_INFINITY);
      // The record was quicker than the presence: nothing to wait for.
      if (note !== undefined && Math.hypot(note.x - x, note.y - y) < 1) this.letGo(id);
    }
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
    return peer.id === '' && peer.name !== '' ? peer.name : this.props.nameOf(peer.id);
  }
}

function colourOf(peer: Peer) {
  return participantColour(peer.id || String(peer.client));
}
