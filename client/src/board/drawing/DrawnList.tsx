// What is drawn and connected as a list, each to be shown and taken away: for the keyboard, and for whoever does not see it.

import './drawn_list.css';
import { Crosshair, Trash2 } from 'lucide-solid';
import { createSignal, For, onCleanup, Show } from 'solid-js';
import { Dialog } from '../../dialog/Dialog';
import { t } from '../../i18n';
import { isAllowed } from '../commands/allowed';
import { asOneUndoStep } from '../commands/targets';
import type { DrawingBoard } from './board';
import type { Drawing } from './drawing';
import { removeDrawn } from './edits';
import { type DrawnRow, drawnRows } from './listing';
import { whyNotDisconnect, whyNotErase } from './may_draw';

/** So many are listed: a list of more is gone through by nobody. */
const ROWS_MAX = 300;

export default function DrawnList(props: { board: DrawingBoard; drawing: Drawing; onClose(): void }) {
  const { board, drawing } = props;
  const { drawn } = drawing;
  const [changes, setChanges] = createSignal(0);
  onCleanup(drawn.listen(() => setChanges(changes() + 1)));
  const rows = () => {
    changes();
    return drawnRows(
      { strokes: drawn.strokes.all(), connectors: drawn.connectors.all() },
      board.clusters,
      board.page.nameOf,
    );
  };

  function whyNot({ kind, id }: DrawnRow) {
    const [stroke, connector] = [drawn.strokes.get(id), drawn.connectors.get(id)];
    if (kind === 'stroke') return stroke === undefined ? null : whyNotErase(board, drawn, stroke);
    return connector === undefined ? null : whyNotDisconnect(board, drawn, connector);
  }

  /** The list gives way to what it shows. */
  function show({ kind, id }: DrawnRow, dialog: HTMLDialogElement | null): void {
    dialog?.close();
    drawing.markForAWhile(id);
    const place = kind === 'stroke' ? drawn.strokes.get(id)?.bounds : drawing.placeOf(id);
    if (place !== undefined && place !== null) board.sight.reveal(place);
  }

  function remove(row: DrawnRow, list: HTMLElement | null): void {
    if (!board.page.editable || !isAllowed(board, whyNot(row))) return;
    const at = rows().findIndex(({ id }) => id === row.id);
    const [strokes, connectors] = row.kind === 'stroke' ? [[row.id], []] : [[], [row.id]];
    asOneUndoStep(board, () => removeDrawn(board.doc, strokes, connectors));
    board.page.announce(t('drawing.deleted'));
    // The focus goes to what took its place.
    const buttons = list?.querySelectorAll<HTMLElement>('.drawn-delete');
    (buttons?.[Math.min(at, (buttons?.length ?? 1) - 1)] ?? list?.closest('dialog'))?.focus();
  }

  return (
    <Dialog heading={t('drawing.list')} onClose={() => props.onClose()}>
      <Show when={rows().length > 0} fallback={<p class="drawn-empty">{t('drawing.empty')}</p>}>
        <ul class="drawn-list">
          <For each={rows().slice(0, ROWS_MAX)}>
            {(row) => (
              <li class="drawn-row">
                <span
                  class="drawn-mark"
                  data-kind={row.kind}
                  data-color={row.color ?? undefined}
                  aria-hidden="true"
                />
                <span class="drawn-words" dir="auto">
                  {row.words}
                </span>
                <button
                  type="button"
                  class="button button-icon"
                  aria-label={t('drawing.show', { what: row.words })}
                  title={t('drawing.show', { what: row.words })}
                  onClick={(event) => show(row, event.currentTarget.closest('dialog'))}
                >
                  <Crosshair size={20} aria-hidden="true" />
                </button>
                <Show when={board.page.editable && whyNot(row) === null}>
                  <button
                    type="button"
                    class="button button-icon drawn-delete"
                    aria-label={t('drawing.delete', { what: row.words })}
                    title={t('drawing.delete', { what: row.words })}
                    onClick={(event) => remove(row, event.currentTarget.closest('ul'))}
                  >
                    <Trash2 size={20} aria-hidden="true" />
                  </button>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={rows().length > ROWS_MAX}>
          <p>{t('drawing.more', { count: rows().length - ROWS_MAX })}</p>
        </Show>
      </Show>
    </Dialog>
  );
}
