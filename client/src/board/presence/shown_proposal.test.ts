import { expect, test } from 'vitest';
import { SHOWN_PROPOSAL_BYTES_MAX } from '../limits';
import { bytesOf, clustersToShow, readProposal, toldProposal } from './shown_proposal';

const ME = 1;
const ids = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `${(index * 7_919 + 13).toString(36).padStart(6, '0')}abcdefghijklmnop`,
  );

/** So many notes in so many clusters. */
function clusters(count: number, into: number) {
  const notes = ids(count).map((id) => ({ id }));
  const size = Math.ceil(count / into);
  return Array.from({ length: into }, (_, index) => ({
    cluster: `cluster-of-${index}-abcdefgh`,
    title: `Jotain yhteistä ${index}`,
    notes: notes.slice(index * size, (index + 1) * size),
  }));
}

function shownBy(role: unknown, proposal: unknown, id: unknown = 'aino') {
  return new Map<number, unknown>([[2, { user: { id, role, name: 'Aino' }, proposal }]]);
}

test('what a facilitator tells is read by others, note for note', () => {
  const proposed = clusters(2_000, 40);
  const told = toldProposal(proposed, 1);
  expect(told).not.toBeNull();
  const through = JSON.parse(JSON.stringify(told));
  const shown = readProposal(shownBy('facilitator', through), ME, null);
  expect(shown).toMatchObject({ client: 2, by: 'aino', number: 1 });
  expect(shown && clustersToShow(shown, ids(2_000).reverse())).toEqual(proposed);
});

test('two thousand notes fit with room for all else in presence, and what is too large is not told', () => {
  const told = toldProposal(clusters(2_000, 40), 1);
  expect(told && bytesOf(told)).toBeLessThan(SHOWN_PROPOSAL_BYTES_MAX * 0.7);
  expect(toldProposal(clusters(20_000, 40), 1)).toBeNull();
  expect(toldProposal(clusters(1_200, 600), 1)).toBeNull();
});

test('nobody but a facilitator shows anything', () => {
  const told = toldProposal(clusters(4, 2), 1);
  for (const role of ['participant', 'viewer', undefined, 7, ['facilitator']]) {
    expect(readProposal(shownBy(role, told), ME, null)).toBeNull();
  }
  expect(readProposal(shownBy('facilitator', told), 2, null)).toBeNull();
  expect(readProposal(new Map([[2, { role: 'facilitator', proposal: told }]]), ME, null)).toBeNull();
});

test('it ends when it is taken back, when its person goes, and when they facilitate no more', () => {
  const told = toldProposal(clusters(4, 2), 1);
  const shown = readProposal(shownBy('facilitator', told), ME, null);
  expect(readProposal(shownBy('facilitator', null), ME, shown)).toBeNull();
  expect(readProposal(new Map(), ME, shown)).toBeNull();
  expect(readProposal(shownBy('participant', told), ME, shown)).toBeNull();
});

test('it stays the same until it is another, whoever else begins to show something', () => {
  const states = shownBy('facilitator', toldProposal(clusters(4, 2), 1));
  const shown = readProposal(states, ME, null);
  const more = new Map(
    [...shownBy('facilitator', toldProposal(clusters(9, 3), 5), 'bertil').values()].map((it) => [0, it]),
  );
  expect(readProposal(new Map([...more, ...states]), ME, shown)).toBe(shown);
  expect(readProposal(shownBy('facilitator', toldProposal(clusters(4, 4), 2)), ME, shown)?.number).toBe(2);
});

test('notes that are not there, and marks that mean two, are left where they are', () => {
  const [first] = clusters(4, 1);
  const told = toldProposal(first ? [first, { ...first, cluster: 'again' }] : [], 1);
  const shown = readProposal(shownBy('facilitator', told), ME, null);
  const [one = '', two = ''] = ids(4);
  // A page that knows but two of the notes, one of them twice, and another note.
  const found = shown && clustersToShow(shown, [one, two, two, 'other']);
  expect(found?.map(({ notes }) => notes)).toEqual([[{ id: one }], []]);
});

test('senseless proposals are read as nothing, or as what of them makes sense', () => {
  for (const proposal of [
    5,
    [],
    'x',
    {},
    { number: 'x', piles: [] },
    { number: 1 },
    { number: 1, piles: {} },
  ]) {
    expect(readProposal(shownBy('facilitator', proposal), ME, null)).toBeNull();
  }
  const odd = {
    number: 1,
    piles: [7, [], ['a'], ['', 'no id', ''], ['a', 3, ''], ['a', 'x'.repeat(9_000), 'AB']],
  };
  const shown = readProposal(shownBy('facilitator', odd), ME, null);
  expect(shown?.clusters.map(({ cluster }) => cluster)).toEqual(['a']);
  expect(shown?.clusters[0]?.title.length).toBeLessThan(1_000);
  expect(shown && clustersToShow(shown, ids(5))[0]?.notes).toEqual([]);
});

test('in an anonymous room the server names no facilitator, and what one shows is shown all the same', () => {
  const told = toldProposal([{ cluster: 'c', title: 'Bread', notes: [{ id: 'n' }] }], 3);
  const shown = readProposal(new Map([[2, { user: { role: 'facilitator' }, proposal: told }]]), ME, null);
  expect(shown).toMatchObject({ by: '', number: 3 });
});
