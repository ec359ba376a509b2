// The cursors of others, drawn over the board at one size whatever the zoom.

import './cursors.css';
import type { Camera } from '../view/camera';
import { toScreen } from '../view/camera';
import { peerColour } from './colour';
import { Glide } from './glide';
import type { Peer } from './peers';

interface Cursor {
  readonly element: HTMLElement;
  readonly label: HTMLElement;
  readonly glide: Glide;
}

export class Cursors {
  readonly element = document.createElement('div');
  private readonly cursors = new Map<number, Cursor>();

  constructor() {
    this.element.className = 'cursors';
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** Takes new samples in; cursors of those who left or point nowhere go. */
  hear(peers: readonly Peer[], nameOf: (peer: Peer) => string, now: number): void {
    const gone = new Set(this.cursors.keys());
    for (const peer of peers) {
      if (peer.cursor === null) continue;
      gone.delete(peer.client);
      let cursor = this.cursors.get(peer.client);
      if (cursor === undefined) {
        cursor = { ...drawn(peer), glide: new Glide(peer.cursor, now) };
        this.cursors.set(peer.client, cursor);
        this.element.append(cursor.element);
      } else {
        cursor.glide.aim(peer.cursor, now);
      }
      const name = nameOf(peer);
      if (cursor.label.textContent !== name) cursor.label.textContent = name;
    }
    for (const client of gone) {
      this.cursors.get(client)?.element.remove();
      this.cursors.delete(client);
    }
  }

  /** Puts every cursor where it is at this moment. True while any still moves. */
  place(camera: Camera, now: number): boolean {
    let moving = false;
    for (const { element, glide } of this.cursors.values()) {
      const { x, y } = toScreen(camera, glide.at(now));
      element.style.translate = `${x.toFixed(1)}px ${y.toFixed(1)}px`;
      if (!glide.rests(now)) moving = true;
    }
    return moving;
  }
}

const SVG = 'http://www.w3.org/2000/svg';

function drawn(peer: Peer): { element: HTMLElement; label: HTMLElement } {
  const { ink, paper } = peerColour(peer);
  const element = document.createElement('div');
  element.className = 'cursor';
  element.style.setProperty('--ink', ink);
  element.style.setProperty('--paper', paper);
  const arrow = document.createElementNS(SVG, 'svg');
  arrow.setAttribute('viewBox', '0 0 18 20');
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', 'M2 1.5 16 10l-6.4 1.4L6.3 17.6Z');
  arrow.append(shape);
  const label = document.createElement('span');
  label.className = 'cursor-name';
  label.dir = 'auto';
  element.append(arrow, label);
  return { element, label };
}
