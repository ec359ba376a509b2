import { expect, test } from 'vitest';
import { after } from './knock';

test('whoever knocks waits, also while the server is silent, until they are let in, turned away or told that the door is closed', () => {
  expect(after('Aino', { ok: true, value: 'waiting' })).toEqual({
    at: 'waiting',
    name: 'Aino',
    silent: false,
  });
  for (const wrong of ['unreachable', 'between', 'busy', 'failed'] as const) {
    expect(after('Aino', { ok: false, wrong })).toEqual({ at: 'waiting', name: 'Aino', silent: true });
  }
  expect(after('Aino', { ok: true, value: 'turnedAway' })).toEqual({ at: 'turnedAway', name: 'Aino' });
  expect(after('Aino', { ok: true, value: 'letIn' })).toBeNull();
  for (const wrong of ['joiningClosed', 'notFound'] as const)
    expect(after('Aino', { ok: false, wrong })).toBeNull();
});
