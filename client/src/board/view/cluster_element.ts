// One cluster on the screen: a piece of cloth under its notes, with the title on it, or a stack of paper.

import type { Cluster } from '../document/cluster';
import type { Clusters } from '../document/clusters';
import { type Item, itemOfCluster } from '../document/items';
import { SIZE_FACTORS } from '../document/measures';
import type { Note } from '../document/note';
import type { Rect } from '../document/point';
import { describeItem } from './described';
import type { Entry } from './reading_layer';
import { longestWord } from './title_size';
import { type Writer, WriterFlag } from './writer_flag';

/** What of a cluster depends on people rather than on the document, and its words in the reader's language. */
export interface ClusterMarks {
  readonly selected: boolean;
  /** May not be moved by this person now, though others may be. */
  readonly fixed: boolean;
  /** May be folded and opened by this person. */
  readonly foldable: boolean;
  /** Is the one that the Tab key comes to. */
  readonly current: boolean;
  readonly chosenColor: string | null;
  readonly writer: Writer | null;
  /** Notes that are dropped now join it. */
  readonly target: boolean;
  /** Votes that it got in the last vote that is over; 0 for none. */
  readonly votes: number;
  /** «Food, 5 notes». */
  readonly name: string;
  /** Read after the name: colour, stacked, selected, who is writing. */
  readonly description: string;
  readonly roleName: string;
  /** Shown where there is no title; empty for those who only read. */
  readonly placeholder: string;
  /** What the button does. */
  readonly foldName: string;
}

/** Elements of a stack that can be seen. */
const STACKED_MAX = 3;

export class ClusterElement implements Entry {
  readonly element = document.createElement('div');
  readonly heading = document.createElement('div');
  private readonly title = document.createElement('div');
  private readonly count = document.createElement('div');
  private readonly button = document.createElement('button');
  private stack: HTMLElement | null = null;
  private readonly flag = new WriterFlag(this.element);
  /** Where it was laid last; null before that. */
  placed: Rect | null = null;
  private shown: Cluster | null = null;
  private marks: ClusterMarks | null = null;

  constructor(
    readonly id: string,
    private readonly clusters: Clusters,
  ) {
    this.element.className = 'cluster';
    this.element.dataset.cluster = id;
    this.element.setAttribute('role', 'listitem');
    this.heading.className = 'cluster-heading';
    this.title.className = 'cluster-title';
    this.title.dir = 'auto';
    this.count.className = 'cluster-count';
    this.button.className = 'cluster-fold';
    this.button.type = 'button';
    // The keyboard folds by Ctrl+Enter: two hundred clusters would be two hundred stops of the Tab key.
    this.button.tabIndex = -1;
    this.button.append(chevron());
    this.heading.append(this.button, this.title, this.count);
    this.element.append(this.heading);
  }

  item(): Item | null {
    const cluster = this.clusters.get(this.id);
    return cluster === undefined ? null : itemOfCluster(this.clusters, cluster);
  }

  /** Shows the cluster as it is now; `stack` is what lies in it when it is folded, the topmost first. */
  show(cluster: Cluster, stack: readonly Note[], size: number): void {
    const had = this.shown;
    this.shown = cluster;
    const { element } = this;
    if (had?.title !== cluster.title) this.entitle();
    if (had?.color !== cluster.color) element.dataset.color = cluster.color;
    element.classList.toggle('cluster-folded', cluster.folded);
    const count = String(size);
    if (this.count.textContent !== count) this.count.textContent = count;
    this.showStack(cluster.folded ? stack : null);
  }

  /** Puts it here; touches only what differs. */
  place(rect: Rect): void {
    const { element, placed } = this;
    if (placed?.x !== rect.x || placed.y !== rect.y) element.style.translate = `${rect.x}px ${rect.y}px`;
    if (placed?.width !== rect.width) element.style.width = `${rect.width}px`;
    if (placed?.height !== rect.height) element.style.height = `${rect.height}px`;
    this.placed = rect;
  }

  mark(marks: ClusterMarks): void {
    const had = this.marks;
    this.marks = marks;
    const { element, button } = this;
    if (had?.selected !== marks.selected) element.classList.toggle('cluster-selected', marks.selected);
    if (had?.fixed !== marks.fixed) element.classList.toggle('cluster-fixed', marks.fixed);
    if (had?.foldable !== marks.foldable) button.hidden = !marks.foldable;
    if (had?.target !== marks.target) element.classList.toggle('cluster-target', marks.target);
    if (had?.votes !== marks.votes) {
      if (marks.votes > 0) element.dataset.votes = String(marks.votes);
      else delete element.dataset.votes;
    }
    if (had?.current !== marks.current) element.tabIndex = marks.current ? 0 : -1;
    if (had?.chosenColor !== marks.chosenColor) {
      element.classList.toggle('cluster-chosen', marks.chosenColor !== null);
      if (marks.chosenColor !== null) element.style.setProperty('--chosen', marks.chosenColor);
    }
    if (had?.writer?.name !== marks.writer?.name || had?.writer?.color !== marks.writer?.color)
      this.flag.show(marks.writer);
    if (had?.name !== marks.name) element.setAttribute('aria-label', marks.name);
    if (had?.roleName !== marks.roleName) element.setAttribute('aria-roledescription', marks.roleName);
    if (had?.description !== marks.description) describeItem(element, marks.description);
    if (had?.placeholder !== marks.placeholder) this.entitle();
    if (had?.foldName !== marks.foldName) {
      button.setAttribute('aria-label', marks.foldName);
      button.title = marks.foldName;
    }
  }

  private entitle(): void {
    const title = this.shown?.title ?? '';
    this.title.textContent = title === '' ? (this.marks?.placeholder ?? '') : title;
    this.title.classList.toggle('cluster-nameless', title === '');
    this.title.style.setProperty('--longest', String(longestWord(title)));
    this.title.style.setProperty('--letters', String(title.length));
  }

  /** The topmost notes; the first note that is read lies on top. */
  private showStack(members: readonly Note[] | null): void {
    if (members === null) {
      this.stack?.remove();
      this.stack = null;
      return;
    }
    if (this.stack === null) {
      this.stack = document.createElement('div');
      this.stack.className = 'cluster-stack';
      this.stack.setAttribute('aria-hidden', 'true');
      this.element.append(this.stack);
    }
    const top = members.slice(0, STACKED_MAX);
    this.stack.replaceChildren(
      ...top.toReversed().map((note, index) => {
        const stacked = document.createElement('div');
        stacked.className = 'note cluster-sheet';
        stacked.dataset.color = note.color;
        stacked.dataset.depth = String(top.length - 1 - index);
        if (index === top.length - 1) {
          // In a stack notes of all sizes are shown alike.
          stacked.style.fontSize = `${note.fontPx / SIZE_FACTORS[note.size]}px`;
          stacked.dir = 'auto';
          stacked.textContent = note.text;
        }
        return stacked;
      }),
    );
  }
}

const SVG = 'http://www.w3.org/2000/svg';

/** Lucide's chevron-down; turned by the style while the cluster is a stack. */
function chevron(): SVGElement {
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', 'm6 9 6 6 6-6');
  icon.append(line);
  return icon;
}
