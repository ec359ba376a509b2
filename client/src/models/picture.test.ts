import { expect, test } from 'vitest';
import type { ModelCard, SectionCard } from '../protocol/model';
import { PICTURE_HEIGHT, PICTURE_WIDTH, smallBoard } from './picture';

const card = (sections: SectionCard[], kinds: string[] = []): ModelCard => ({
  id: 'a',
  title: 'A',
  description: '',
  audience: '',
  anonymous: false,
  phases: kinds.map((kind) => ({ kind, title: kind, minutes: null })),
  sections,
});

test('areas of any size and place fit in the picture with paper in them', () => {
  for (let seed = 1; seed < 200; seed += 1) {
    const sections = Array.from({ length: 1 + (seed % 5) }, (_, index): SectionCard => {
      const wide = 192 + ((seed * 7919 * (index + 1)) % 19_000);
      const high = 192 + ((seed * 104_729 * (index + 1)) % 19_000);
      return { title: '', at: [index * 20_000 - 50_000, -(seed * 31)], size: [wide, high], color: 'teal' };
    });
    const { areas, papers } = smallBoard(card(sections));
    expect(areas).toHaveLength(sections.length);
    for (const { x, y, width, height } of [...areas, ...papers]) {
      expect(Number.isFinite(x + y + width + height)).toBe(true);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(PICTURE_WIDTH);
      expect(y + height).toBeLessThanOrEqual(PICTURE_HEIGHT);
    }
  }
});

test('a model that groups shows groups, and an open board some paper', () => {
  expect(smallBoard(card([], ['pack', 'cluster'])).papers.length).toBeGreaterThan(6);
  expect(smallBoard(card([])).papers.length).toBeGreaterThan(0);
});
