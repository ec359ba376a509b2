// Writing a cluster's title, in place on its cloth.

import { type Accessor, createSignal } from 'solid-js';
import { t } from '../../i18n';
import { keyOf } from '../../keys/key_of';
import { redo, undo } from '../commands';
import { CLUSTER_TITLE_CHARS_MAX } from '../limits';
import { headingOf } from '../model/cluster_outline';
import { carryOut, NO_CHANGE, titleOf } from '../model/cluster_plan';
import type { Surface } from '../surface';
import { Editor } from './editor';

export class Titling {
  /** The cluster whose title is being written. */
  readonly id: Accessor<string | null>;
  private readonly writeId: (id: string | null) => void;
  private editor: Editor | null = null;

  constructor(private readonly surface: Surface) {
    [this.id, this.writeId] = createSignal<string | null>(null);
  }

  start(id: string): void {
    const { surface } = this;
    if (!surface.props.editable || this.id() === id) return;
    this.stop();
    surface.writing.stop();
    const text = surface.clusters.get(id) === undefined ? null : titleOf(surface.doc, id);
    const outline = surface.clusters.outline(id);
    const cloth = surface.world.cloth(id);
    if (text === null || outline === undefined || cloth === undefined) return;
    surface.setCurrent(id);
    surface.selectCluster(id);
    surface.undo.stopCapturing();
    this.editor = new Editor({
      text,
      label: t('clusters.title'),
      placeholder: t('clusters.placeholder'),
      charsMax: CLUSTER_TITLE_CHARS_MAX,
      onTooLong: () => surface.props.refuse(t('clusters.tooLong', { max: CLUSTER_TITLE_CHARS_MAX })),
      onKey: this.key,
      onLeave: () => this.stop(),
      onUndo: (direction) => (direction === 'undo' ? undo(surface) : redo(surface)),
    });
    this.editor.element.classList.add('cluster-editor');
    this.editor.element.rows = 1;
    this.writeId(id);
    cloth.element.classList.add('cluster-editing');
    cloth.heading.insertBefore(this.editor.element, cloth.heading.lastChild);
    this.editor.focus();
    surface.sight.revealToWrite(headingOf(outline));
    surface.presence.tell({ editing: id });
  }

  /** Ends writing. The cluster stays selected and current. */
  stop(): void {
    const { editor, surface } = this;
    const id = this.id();
    if (editor === null || id === null) return;
    this.editor = null;
    this.writeId(null);
    editor.close();
    surface.undo.stopCapturing();
    surface.world.attachedCloth(id)?.element.classList.remove('cluster-editing');
    surface.presence.tell({ editing: null });
    forgetNothing(surface, id);
  }

  /** Ends writing on a cloth that somebody took away. */
  check(): void {
    const id = this.id();
    if (id !== null && this.surface.clusters.get(id) === undefined) this.stop();
  }

  private readonly key = (event: KeyboardEvent) => {
    const id = this.id();
    if (id === null) return;
    const { surface } = this;
    if (keyOf(event) === 'Escape' || keyOf(event) === 'Enter') {
      event.preventDefault();
      this.stop();
      surface.focus(id);
    }
    event.stopPropagation();
  };
}

/** A cluster with neither notes nor a title is nothing that anybody would look for. */
function forgetNothing(surface: Surface, id: string): void {
  if (surface.clusters.get(id)?.title !== '' || surface.clusters.sizeOf(id) > 0) return;
  carryOut(surface.doc, { ...NO_CHANGE, remove: [id] });
}
