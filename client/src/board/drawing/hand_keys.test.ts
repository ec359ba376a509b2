import { expect, test } from 'vitest';
import { type Mark, type MarkDeed, markStep } from './hand_keys';

function press(...keys: string[]): { mark: Mark | null; deeds: MarkDeed[] } {
  let mark: Mark | null = null;
  const deeds: MarkDeed[] = [];
  for (const key of keys) {
    const [name = '', shift] = key.split('+').reverse();
    const step = markStep(mark, { key: name, shift: shift === 'Shift' }, { x: 100, y: 100 }, 2);
    if (step === null) continue;
    mark = step.mark;
    deeds.push(...step.deeds);
  }
  return { mark, deeds };
}

test('arrows move the mark from the middle of what is seen, by the same on the screen however close one looks', () => {
  expect(press('ArrowRight').mark).toEqual({ at: { x: 100, y: 100 }, isDown: false });
  expect(press('ArrowRight', 'ArrowRight', 'Shift+ArrowDown').mark?.at).toEqual({ x: 108, y: 132 });
});

test('Enter puts the pen down and lifts it, and what lies between is drawn', () => {
  expect(press('Enter', 'ArrowRight', 'ArrowDown', 'Enter', 'ArrowDown').deeds).toEqual([
    { do: 'begin', at: { x: 100, y: 100 } },
    { do: 'extend', at: { x: 108, y: 100 } },
    { do: 'extend', at: { x: 108, y: 108 } },
    { do: 'end' },
  ]);
});

test('other keys are not the mark’s', () => {
  expect(press('x', 'Tab', 'Delete')).toEqual({ mark: null, deeds: [] });
});
