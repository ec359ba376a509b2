import { describe, expect, test } from 'vitest';
import {
  harvestAddress,
  harvestLink,
  homeAddress,
  readAddress,
  roomAddress,
  roomLink,
  syncAddress,
} from './address';

const ROOM = 'AbCdEfGhIjKlMnOpQrSt-_';
const SECRET = '0123456789abcdefghij-_';

describe.each(['https://example.org/', 'https://example.org/piknik/'])('under %s', (base) => {
  test('a link leads to its room with its secret', () => {
    for (const kind of ['facilitate', 'join', 'view'] as const) {
      expect(readAddress(roomLink(ROOM, kind, SECRET, base), base)).toEqual({
        page: 'room',
        room: ROOM,
        secret: SECRET,
      });
    }
  });

  test('a room without a secret is still that room', () => {
    expect(readAddress(roomAddress(ROOM, base), base)).toEqual({
      page: 'room',
      room: ROOM,
      secret: undefined,
    });
    expect(readAddress(`${roomAddress(ROOM, base)}/#board`, base)).toMatchObject({
      page: 'room',
      room: ROOM,
    });
  });

  test('a room’s harvest is beside it, for who was there and for who has the link for reading', () => {
    expect(readAddress(harvestAddress(ROOM, base), base)).toEqual({
      page: 'harvest',
      room: ROOM,
      secret: undefined,
    });
    expect(readAddress(harvestLink(ROOM, SECRET, base), base)).toEqual({
      page: 'harvest',
      room: ROOM,
      secret: SECRET,
    });
  });

  test('the root is the front page, with and without a slash', () => {
    expect(readAddress(homeAddress(base), base)).toEqual({ page: 'home' });
    expect(readAddress(base.replace(/\/$/, ''), base)).toEqual({ page: 'home' });
  });

  test('what is no room is nowhere', () => {
    for (const path of [
      'r/short',
      'r/',
      `r/${ROOM}/more`,
      `r/${ROOM}/harvest/more`,
      `x/${ROOM}`,
      `r/${ROOM}x`,
    ]) {
      expect(readAddress(`${base}${path}`, base)).toEqual({ page: 'nowhere' });
    }
  });

  test('the socket is beside the page', () => {
    expect(syncAddress(ROOM, base)).toBe(`${base}sync/${ROOM}`);
  });
});

test('an address outside picnic’s path is nowhere', () => {
  expect(readAddress('https://example.org/other', 'https://example.org/piknik/')).toEqual({
    page: 'nowhere',
  });
  expect(readAddress('https://example.com/piknik/', 'https://example.org/piknik/')).toEqual({
    page: 'nowhere',
  });
});
