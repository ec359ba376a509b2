import { expect, test, vi } from 'vitest';
import { EMPTY_BOARD, type Fields } from './moment';
import { drawPicture } from './picture';

/** What is filled on a canvas of 100 by 100, as colour and rectangle. */
function filledBy(notes: Readonly<Record<string, Record<string, unknown>>>): [string, number[]][] {
  const filled: [string, number[]][] = [];
  const context = {
    fillStyle: '',
    globalAlpha: 1,
    fillRect(...rect: number[]) {
      filled.push([this.fillStyle, rect]);
    },
  };
  const canvas = { clientWidth: 100, clientHeight: 100, width: 0, height: 0, getContext: () => context };
  const entries = Object.entries(notes).map(([id, of]): [string, Fields] => [
    id,
    new Map(Object.entries(of)),
  ]);
  drawPicture(
    canvas as unknown as HTMLCanvasElement,
    { ...EMPTY_BOARD, notes: new Map(entries) },
    { x: 0, y: 0, width: 20_000, height: 20_000 },
    { of: (color) => color, edge: 'edge' },
  );
  return filled;
}

test('each note has an edge around it that stands out from the ground, however small it is drawn', () => {
  vi.stubGlobal('window', { devicePixelRatio: 1 });
  const filled = filledBy({ a: { at: [0, 0], color: 'blue' }, b: { at: [9_000, 9_000], color: 'pink' } });
  expect(filled.map(([color]) => color)).toEqual(['edge', 'blue', 'edge', 'pink']);
  for (const at of [0, 2]) {
    const [left = 0, top = 0, width = 0, height = 0] = filled[at]?.[1] ?? [];
    const [x = 0, y = 0, noteWidth = 0, noteHeight = 0] = filled[at + 1]?.[1] ?? [];
    expect([x - left, y - top]).toEqual([1, 1]);
    expect([width - noteWidth, height - noteHeight]).toEqual([2, 2]);
    expect(noteWidth).toBeGreaterThanOrEqual(1.5);
  }
  vi.unstubAllGlobals();
});
