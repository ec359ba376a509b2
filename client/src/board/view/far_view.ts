// The board from far away: so many notes in view that none can be read are painted as plain rectangles on one canvas, on the
// rectangles of their clusters and sections.

import { NOTE_COLORS, type Note, type NoteColor } from '../document/note';
import type { Point, Rect, Size } from '../document/point';
import type { Camera } from './camera';

/** How much of its colour a cluster has, as in cluster.css, and a section, as in section.css. */
const CLOTH_STRENGTH = 0.24;
const AREA_STRENGTH = 0.42;

type Coloured = Rect & { readonly color: NoteColor };

export class FarView {
  readonly canvas = document.createElement('canvas');
  private readonly context = this.canvas.getContext('2d', { alpha: true });
  private paints: Record<NoteColor, string> | null = null;
  private outline = '';
  private painted = false;

  constructor() {
    this.canvas.className = 'far-view';
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  /** Forgets the theme's colours, so that the next painting asks for them. */
  forgetColors(): void {
    this.paints = null;
  }

  /** Paints sections and clusters, and notes on them, lowest first; `placeOf` says where each note is now. */
  paint(
    areas: readonly Coloured[],
    clusters: readonly Coloured[],
    notes: readonly Note[],
    placeOf: (note: Note) => Point,
    isMarked: (note: string) => boolean,
    camera: Camera,
    size: Size,
  ): void {
    const { context, canvas } = this;
    if (context === null) return;
    const density = Math.min(2, window.devicePixelRatio);
    const width = Math.round(size.width * density);
    const height = Math.round(size.height * density);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const paints = this.colors();
    const scale = camera.scale * density;
    context.clearRect(0, 0, width, height);
    context.lineWidth = 2 * density;
    context.strokeStyle = this.outline;
    const fill = ({ color, x, y, width, height }: Coloured) => {
      context.fillStyle = paints[color];
      context.fillRect(
        x * scale + camera.x * density,
        y * scale + camera.y * density,
        width * scale,
        height * scale,
      );
    };
    context.globalAlpha = AREA_STRENGTH;
    for (const area of areas) fill(area);
    context.globalAlpha = CLOTH_STRENGTH;
    for (const cluster of clusters) fill(cluster);
    context.globalAlpha = 1;
    for (const note of notes) {
      const place = placeOf(note);
      const x = place.x * scale + camera.x * density;
      const y = place.y * scale + camera.y * density;
      context.fillStyle = paints[note.color];
      context.fillRect(x, y, note.width * scale, note.height * scale);
      if (isMarked(note.id)) context.strokeRect(x, y, note.width * scale, note.height * scale);
    }
    this.painted = true;
  }

  clear(): void {
    if (!this.painted) return;
    this.context?.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.painted = false;
  }

  private colors(): Record<NoteColor, string> {
    if (this.paints !== null) return this.paints;
    const style = getComputedStyle(this.canvas);
    const paints = Object.fromEntries(
      NOTE_COLORS.map((color) => [color, style.getPropertyValue(`--note-${color}`).trim()]),
    ) as Record<NoteColor, string>;
    this.outline = style.getPropertyValue('--focus').trim();
    this.paints = paints;
    return paints;
  }
}
