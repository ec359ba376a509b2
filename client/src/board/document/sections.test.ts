import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Sections } from './sections';

function lay(doc: Y.Doc, id: string, fields: Record<string, unknown>): void {
  const entry = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(fields)) entry.set(key, value);
  doc.getMap('sections').set(id, entry);
}

test('sections are read as they lie, and a note is in the one that holds its middle', () => {
  const doc = new Y.Doc();
  lay(doc, 'right', { title: new Y.Text('Try'), at: [1000, 0], size: [800, 800], color: 'blue' });
  lay(doc, 'left', { title: new Y.Text('Keep\n it'), at: [0, 0], size: [800, 800], color: 'green' });
  const sections = new Sections(doc, () => {});
  expect(sections.all().map(({ id, title, color }) => [id, title, color])).toEqual([
    ['left', 'Keep it', 'green'],
    ['right', 'Try', 'blue'],
  ]);
  const note = { y: 100, width: 192, height: 192 };
  expect(sections.of({ ...note, x: 700 })?.id).toBe('left');
  expect(sections.of({ ...note, x: 720 })).toBeUndefined();
  expect(sections.of({ ...note, x: 950 })?.id).toBe('right');
});

test('what a foreign client wrote without sense is left out or mended', () => {
  const doc = new Y.Doc();
  doc.getMap('sections').set('text', 'no map');
  lay(doc, 'flat', { title: 'x', at: [0, 0], size: [0, 10], color: 'blue' });
  lay(doc, 'odd', { at: 'nowhere', size: [Number.POSITIVE_INFINITY, 10], color: 'no colour' });
  lay(doc, 'mended', { title: 7, at: [null, 3], size: [5, 5], color: 'no colour' });
  const sections = new Sections(doc, () => {});
  expect(sections.all()).toEqual([
    { id: 'mended', x: 0, y: 3, width: 5, height: 5, title: '', color: 'white' },
  ]);
});

test('who listens hears of a change', () => {
  const doc = new Y.Doc();
  let heard = 0;
  const sections = new Sections(doc, () => {
    heard += 1;
  });
  lay(doc, 'a', { title: 'A', at: [0, 0], size: [10, 10], color: 'blue' });
  expect([heard, sections.all().length]).toEqual([1, 1]);
  sections.close();
  doc.getMap('sections').delete('a');
  expect(heard).toBe(1);
});
