import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { holdPlace } from './places';

let held: Set<string>;

beforeEach(() => {
  held = new Set();
  vi.stubGlobal('navigator', {
    locks: {
      async request(name: string, _: object, grant: (lock: object | null) => unknown) {
        if (held.has(name)) return grant(null);
        held.add(name);
        await grant({ name });
        held.delete(name);
      },
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a browser’s tabs leave connections for posts and pages, and one that goes makes place for another', async () => {
  const tabs = await Promise.all([holdPlace(), holdPlace(), holdPlace(), holdPlace()]);
  expect(tabs.every((release) => release !== undefined)).toBe(true);
  expect(await holdPlace()).toBeUndefined();
  tabs[1]?.();
  await vi.waitFor(async () => expect(await holdPlace()).toBeDefined());
  expect(await holdPlace()).toBeUndefined();
});

test('there is place for every tab where one connection carries all, and where nothing is known of other tabs', async () => {
  const navigation = vi.spyOn(performance, 'getEntriesByType');
  navigation.mockReturnValue([{ nextHopProtocol: 'h2' }] as never);
  for (let tab = 0; tab < 9; tab += 1) expect(await holdPlace()).toBeDefined();
  navigation.mockReturnValue([{ nextHopProtocol: 'http/1.1' }] as never);
  vi.stubGlobal('navigator', {});
  for (let tab = 0; tab < 9; tab += 1) expect(await holdPlace()).toBeDefined();
});
