// The whole board as a small map: notes as dots in their colours, what is seen as a frame. A press or a drag goes there. Nothing of it is
// read aloud or reached by Tab: by keyboard one goes from note to note.

import './minimap.css';
import { createSignal, type JSX, onCleanup, onMount } from 'solid-js';
import { NOTE_COLORS, type NoteColor } from '../document/note';
import type { Point, Rect } from '../document/point';
import type { Eye, Ground, Overview } from '../parts';
import { framed, onBoard, onMap, type SmallScale, smallScaleOf } from './small_scale';

/** A note is drawn no smaller than so many pixels. */
const DOT_PX_MIN = 2;

/** How much of its colour a cluster has, as from afar. */
const CLOTH_STRENGTH = 0.4;

/** Around each dot. */
const EDGE = 'rgb(0 0 0 / 32%)';

type Board = Ground & Eye & Overview;

export default function Minimap(props: { board: Board }) {
  const { board } = props;
  const [small, setSmall] = createSignal<SmallScale | null>(null);
  let map!: HTMLDivElement;
  let canvas!: HTMLCanvasElement;
  let waiting: number | null = null;
  const size = () => ({ width: map.clientWidth, height: map.clientHeight });

  function draw(): void {
    waiting = null;
    const scale = smallScaleOf(board.everything(), size());
    setSmall(scale);
    paint(canvas, board, scale);
  }
  // Once a frame, however much changes.
  const drawSoon = () => {
    waiting ??= requestAnimationFrame(draw);
  };

  onMount(() => {
    draw();
    const stops = [board.notes.listen(drawSoon), board.clusters.listen(drawSoon)];
    const resized = new ResizeObserver(drawSoon);
    resized.observe(map);
    // The theme is the page's.
    const themed = new MutationObserver(drawSoon);
    themed.observe(document.documentElement, { attributes: true });
    onCleanup(() => {
      for (const stop of stops) stop();
      resized.disconnect();
      themed.disconnect();
      if (waiting !== null) cancelAnimationFrame(waiting);
    });
  });

  const frame = () => {
    const scale = small();
    if (scale === null) return null;
    board.sight.camera();
    board.sight.size();
    return framed(onMap(scale, board.sight.seen()), size());
  };

  function goTo(event: PointerEvent): void {
    const scale = small();
    if (scale === null) return;
    const box = map.getBoundingClientRect();
    lookAt(board, onBoard(scale, { x: event.clientX - box.left, y: event.clientY - box.top }));
  }

  return (
    <div
      class="minimap panel"
      aria-hidden="true"
      ref={map}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        // The keyboard stays where it is.
        event.preventDefault();
        map.setPointerCapture(event.pointerId);
        goTo(event);
      }}
      onPointerMove={(event) => {
        if (map.hasPointerCapture(event.pointerId)) goTo(event);
      }}
    >
      <canvas ref={canvas} />
      <div class="minimap-frame" style={placed(frame())} />
    </div>
  );
}

/** Puts a place of the board into the middle of what is seen of it. */
function lookAt({ sight }: Eye, at: Point): void {
  const { x, y, width, height } = sight.seen();
  const { scale } = sight.camera();
  sight.pan((x + width / 2 - at.x) * scale, (y + height / 2 - at.y) * scale);
}

function placed(rect: Rect | null): JSX.CSSProperties {
  if (rect === null) return { display: 'none' };
  return {
    translate: `${rect.x}px ${rect.y}px`,
    width: `${rect.width}px`,
    height: `${rect.height}px`,
  };
}

function paint(canvas: HTMLCanvasElement, board: Board, small: SmallScale | null): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const density = Math.min(2, window.devicePixelRatio);
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * density));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * density));
  if (small === null) return;
  context.scale(density, density);
  const style = getComputedStyle(canvas);
  const paints = new Map<NoteColor, string>(
    NOTE_COLORS.map((color) => [color, style.getPropertyValue(`--note-${color}`).trim()]),
  );
  const fill = (color: NoteColor, rect: Rect) => {
    const { x, y, width, height } = onMap(small, rect);
    context.fillStyle = paints.get(color) ?? '';
    context.fillRect(x, y, Math.max(DOT_PX_MIN, width), Math.max(DOT_PX_MIN, height));
  };
  context.globalAlpha = CLOTH_STRENGTH;
  for (const { id, color } of board.clusters.all()) {
    const rect = board.clusters.rectOf(id);
    if (rect !== undefined) fill(color, rect);
  }
  context.globalAlpha = 1;
  for (const note of board.notes.shown()) {
    // Without an edge a pale dot would hardly be seen.
    const { x, y, width, height } = onMap(small, note);
    context.fillStyle = EDGE;
    const [wide, high] = [width, height].map((side) => Math.max(DOT_PX_MIN, side) + 1);
    context.fillRect(x - 0.5, y - 0.5, wide ?? 0, high ?? 0);
    fill(note.color, note);
  }
}
