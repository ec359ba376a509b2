// How often a note was reacted to: a small row on its lower edge.

import { createRoot, type JSX } from 'solid-js';
import type { Reaction } from '../../protocol/session';
import { type ReactionCounts, sameCounts } from '../marks_of_session';
import { REACTION_ICONS } from '../reactions';

const ICON_PX = 15;

/** Drawn once each, and copied from then on: notes come and go by the hundred. */
const icons = new Map<Reaction, Node>();

function icon(reaction: Reaction): Node | null {
  const made = icons.get(reaction) ?? draw(reaction);
  if (made === null) return null;
  icons.set(reaction, made);
  return made.cloneNode(true);
}

function draw(reaction: Reaction): Node | null {
  const drawn: JSX.Element = createRoot(() =>
    REACTION_ICONS[reaction]({ size: ICON_PX, 'aria-hidden': true }),
  );
  return drawn instanceof Node ? drawn : null;
}

export class ReactionFlag {
  private row: HTMLElement | null = null;
  private shown: ReactionCounts = [];

  constructor(private readonly on: HTMLElement) {}

  /** Screen readers hear the counts in the note's description. */
  show(counts: ReactionCounts): void {
    if (sameCounts(this.shown, counts)) return;
    this.shown = counts;
    this.row?.remove();
    this.row = null;
    if (counts.length === 0) return;
    this.row = document.createElement('div');
    this.row.className = 'note-reactions';
    this.row.setAttribute('aria-hidden', 'true');
    for (const [reaction, count] of counts) {
      const drawn = icon(reaction);
      if (drawn !== null) this.row.append(drawn);
      this.row.append(String(count));
    }
    this.on.append(this.row);
  }
}
