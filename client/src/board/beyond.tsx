// What is beyond notes, selecting and undo: the tools behind one button and what is drawn. It comes after the board, with its texts.

import { lazy, onCleanup, Show, Suspense } from 'solid-js';
import { addTexts } from '../i18n';
import { patiently } from '../stale/stale';
import { Drawing } from './drawing/drawing';
import { DRAWING_TEXTS } from './drawing/text/drawing_texts';
import type { Surface } from './surface';
import MoreTools from './tools/MoreTools';
import { MORE_TEXTS } from './tools/text/more_texts';

const ConnectTo = lazy(patiently(() => import('./drawing/ConnectTo')));

/** Shows what is drawn on the board for as long as it is there, and asks what a connector is to lead to. */
function Beyond(props: { board: Surface }) {
  const { board } = props;
  const drawing = new Drawing(board);
  board.setDrawing(drawing);
  onCleanup(() => {
    board.setDrawing(undefined);
    drawing.close();
  });
  return (
    <Show when={drawing.connecting()} keyed>
      {(from) => (
        <Suspense>
          <ConnectTo board={board} drawing={drawing} from={from} onClose={() => drawing.askWhere(null)} />
        </Suspense>
      )}
    </Show>
  );
}

/** Both parts, once their texts are here. */
export async function withItsTexts() {
  await Promise.all([DRAWING_TEXTS, MORE_TEXTS].map(addTexts));
  return { Beyond, MoreTools };
}
