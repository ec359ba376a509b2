// Writing a cluster's title, in place on its cloth.

import { type Accessor, createSignal } from 'solid-js';
import type { Purpose } from '../../half_written/words';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { redo, undo } from '../commands';
import { CLUSTER_TITLE_CHARS_MAX } from '../limits';
import { headingOf } from '../model/cluster_outline';
import { carryOut, NO_CHANGE, titleOf } from '../model/cluster_plan';
import type { Surface } from '../surface';
import { Editor } from './editor';
import { endTakenAway } from './taken_away';

export class Titling {
  /** The cluster whose title is being written. */
  readonly id: Accessor<string | null>;
  private readonly writeId: (id: string | null) => void;
  private editor: Editor | null = null;
  /** The cluster on whose cloth the field waits unseen. */
  private waiting: string | null = null;

  constructor(private readonly surface: Surface) {
    [this.id, this.writeId] = createSignal<string | null>(null);
    window.visualViewport?.addEventListener('resize', this.keepInView);
  }

  start(id: string): void {
    const { surface } = this;
    if (!surface.props.editable || this.id() === id) return;
    if (this.waiting !== id) this.put(id);
    surface.writing.end();
    const outline = surface.clusters.outline(id);
    if (this.editor === null || outline === undefined) return;
    this.waiting = null;
    this.writeId(id);
    surface.setCurrent(id);
    surface.selectCluster(id);
    surface.undo.stopCapturing();
    surface.world.attachedCloth(id)?.element.classList.add('cluster-editing');
    this.editor.wake();
    this.keepInView();
    surface.presence.tell({ editing: id });
  }

  /** What lies over the board is another than before: what is being written stays clear of it. */
  readonly keepInView = () => {
    const outline = this.surface.clusters.outline(this.id() ?? '');
    if (outline !== undefined) this.surface.sight.revealToWrite(headingOf(outline));
  };

  /** Takes the keyboard on this cloth, so that the first character typed starts the title's writing. */
  wait(id: string): void {
    if (this.waiting === id) return;
    this.put(id);
    if (this.editor !== null) this.waiting = id;
    const cloth = this.surface.world.attachedCloth(id);
    this.editor?.sleep(cloth?.element.getAttribute('aria-description') ?? null);
  }

  /** Writes at the caret of the title that is being written. */
  type(words: string): void {
    if (this.id() !== null) this.editor?.type(words);
  }

  /** Puts a field onto the cloth. */
  private put(id: string): void {
    const { surface } = this;
    this.end();
    const text = surface.clusters.get(id) === undefined ? null : titleOf(surface.doc, id);
    const cloth = surface.world.cloth(id);
    if (text === null || cloth === undefined) return;
    this.editor = new Editor({
      text,
      label: t('clusters.title'),
      placeholder: t('clusters.placeholder'),
      charsMax: CLUSTER_TITLE_CHARS_MAX,
      onTooLong: () => surface.props.refuse(t('clusters.tooLong', { max: CLUSTER_TITLE_CHARS_MAX })),
      onKey: this.key,
      onWake: () => {
        this.start(id);
        return this.id() === id;
      },
      onLeave: () => this.stop(),
      onUndo: (direction) => (direction === 'undo' ? undo(surface) : redo(surface)),
    });
    this.editor.element.classList.add('cluster-editor');
    this.editor.element.rows = 1;
    cloth.heading.insertBefore(this.editor.element, cloth.heading.lastChild);
  }

  /** Ends writing, or waiting for it. The cluster stays selected and current. */
  stop(): void {
    const at = this.id() ?? this.waiting;
    if (!this.end() || at === null) return;
    // What had the keyboard in it keeps it: the focus is not dropped.
    this.surface.world.attachedCloth(at)?.element.focus({ preventScroll: true });
  }

  /** Takes the field away, where another one takes the focus; says whether it was in this one. */
  end(): boolean {
    const { editor, surface } = this;
    const id = this.id();
    const hadFocus = editor?.hasFocus() === true;
    this.editor = null;
    this.waiting = null;
    if (id !== null) this.writeId(null);
    editor?.close();
    if (id === null) return hadFocus;
    surface.undo.stopCapturing();
    surface.world.attachedCloth(id)?.element.classList.remove('cluster-editing');
    surface.presence.tell({ editing: null });
    forgetNothing(surface, id);
    return hadFocus;
  }

  /** Ends writing on a cloth that somebody took away. */
  check(): void {
    const id = this.id() ?? this.waiting;
    if (id !== null && this.surface.clusters.get(id) === undefined) this.handOver();
  }

  /** Ends writing that cannot go on here: its words are kept, and the rest of the sentence goes on there. */
  handOver(): void {
    const id = this.id() ?? this.waiting;
    if (id === null) return;
    const purpose: Purpose = { kind: 'clusterTitle', who: this.surface.props.me, of: id };
    endTakenAway(this.surface, purpose, 'title', {
      editor: this.id() === null ? null : this.editor,
      stop: () => this.stop(),
      end: () => this.end(),
    });
  }

  close(): void {
    this.stop();
    window.visualViewport?.removeEventListener('resize', this.keepInView);
  }

  private readonly key = (event: KeyboardEvent) => {
    const id = this.id();
    if (id === null) return;
    const { surface } = this;
    if (keyOf(event) === 'Escape' || keyOf(event) === 'Enter') {
      event.preventDefault();
      this.stop();
      surface.focus(id);
    } else if (keyOf(event) === 'Tab' && event.shiftKey) {
      // Back from the cluster, not from its field into what the field stood in.
      surface.readyToType.rest();
    }
    event.stopPropagation();
  };
}

/** A cluster with neither notes nor a title is nothing that anybody would look for. */
function forgetNothing(surface: Surface, id: string): void {
  if (surface.clusters.get(id)?.title !== '' || surface.clusters.sizeOf(id) > 0) return;
  carryOut(surface.doc, { ...NO_CHANGE, remove: [id] });
}
