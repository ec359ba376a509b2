import { expect, test } from 'vitest';
import { dealHues, HUES, NOBODYS, paperOf, participantColour, peerColour } from './colour';

const PAPERS = HUES.map(({ paper }) => paper);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

test('every participant has the same colour on every screen', () => {
  expect(participantColour('anna')).toEqual(participantColour('anna'));
});

test('in a room of eight no two have the same colour, nor the same paper', () => {
  const people = Array.from({ length: 8 }, (_, index) => `person ${index}`);
  dealHues(people);
  expect(new Set(people.map((id) => participantColour(id).paper)).size).toBe(8);
  expect(new Set(people.map(paperOf)).size).toBe(8);
  dealHues([]);
});

test('eight who are here have eight colours whoever was there before, comes and leaves, in whatever order a page hears of them', () => {
  const ofRoom = Array.from({ length: 30 }, (_, index) => `person ${index}`);
  const paperOfAll = (ids: readonly string[]) => ids.map((id) => `${id} ${paperOf(id)}`).sort();
  for (let first = 0; first + 9 <= ofRoom.length; first++) {
    const eight = ofRoom.slice(first, first + 8);
    dealHues(ofRoom, eight);
    expect(new Set(eight.map(paperOf)).size).toBe(8);
    const seen = paperOfAll(eight);
    // One leaves, another comes; and somebody looks on without being of the room.
    const after = [...eight.slice(1), 'guest without a pass'];
    dealHues(ofRoom, after);
    expect(new Set(after.map(paperOf)).size).toBe(8);
    dealHues([...ofRoom].reverse(), [...eight].reverse());
    expect(paperOfAll(eight)).toEqual(seen);
  }
  dealHues([]);
});

test('in a small room whoever leaves changes nobody else’s colour', () => {
  const ofRoom = Array.from({ length: 8 }, (_, index) => `one ${index}`);
  dealHues(ofRoom, ofRoom);
  const before = ofRoom.map(paperOf);
  for (const left of ofRoom) {
    dealHues(
      ofRoom,
      ofRoom.filter((id) => id !== left),
    );
    expect(ofRoom.map(paperOf)).toEqual(before);
  }
  dealHues([]);
});

test('names are readable on their colour, and the colour is visible on both blankets', () => {
  for (const paper of [...PAPERS, NOBODYS.paper]) {
    expect(contrast('#ffffff', paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#f4eee2', paper)).toBeGreaterThanOrEqual(3);
    expect(contrast('#1e1b17', paper)).toBeGreaterThanOrEqual(3);
  }
});

test('many people spread over all colours', () => {
  const used = new Set(Array.from({ length: 200 }, (_, index) => participantColour(`p${index}`).paper));
  expect(used.size).toBe(PAPERS.length);
});

test('whoever is not told has nobody’s colour, and all of them the same', () => {
  const colours = Array.from({ length: 40 }, (_, client) => peerColour({ id: '', name: '', client }));
  expect(new Set(colours)).toEqual(new Set([NOBODYS]));
  expect(PAPERS).not.toContain(NOBODYS.paper);
  expect(peerColour({ id: 'anna', name: '', client: 1 })).toEqual(participantColour('anna'));
  expect(peerColour({ id: '', name: 'Robot', client: 1 })).toEqual(participantColour('1'));
});
