import { expect, test } from 'vitest';
import { cardOfHarvest } from './beginning';
import { harvestIn } from './from_file';

const HARVEST = {
  format: 'picnic-harvest',
  version: 2,
  title: 'Lunch',
  language: 'en',
  madeMs: 0,
  sections: [{ id: 's', title: 'Left', at: [0, 0], size: [480, 480], color: 'teal' }],
};

test('a harvest is told from a model by what it says of itself', () => {
  expect(harvestIn(JSON.stringify(HARVEST))?.title).toBe('Lunch');
  expect(harvestIn('schema = 1')).toBeNull();
  expect(harvestIn('{"schema": 1, "id": "own", "title": {"en": "Own"}}')).toBeNull();
  expect(harvestIn('{"format": "picnic-harvest"')).toBeNull();
});

test('the card of a harvest has its title and its areas, also where it has no phases', () => {
  const harvest = harvestIn(JSON.stringify(HARVEST));
  const card = harvest === null ? null : cardOfHarvest(harvest);
  expect(card).toMatchObject({ title: 'Lunch', phases: [], sections: [{ title: 'Left', color: 'teal' }] });
});
