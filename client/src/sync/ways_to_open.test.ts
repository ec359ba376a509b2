import { afterEach, expect, test, vi } from 'vitest';
import { openSocket } from './ways_to_open';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const hearer = () => ({ opened: vi.fn(), heard: vi.fn(), closed: vi.fn(), crowded: vi.fn() });

test('where a browser has no WebSocket, or does not let one be made, a line closes as one that did not open', () => {
  vi.useFakeTimers();
  const forbids = class {
    constructor() {
      throw new DOMException('not here', 'SecurityError');
    }
  };
  for (const socket of [undefined, forbids]) {
    vi.stubGlobal('WebSocket', socket);
    const told = hearer();
    const carrier = openSocket('https://picnic.example/sync/room', undefined, told);
    expect(carrier.send(new Uint8Array([1]))).toBe(false);
    expect(told.closed).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(told.closed).toHaveBeenCalledExactlyOnceWith(1006, '');
    expect(told.opened).not.toHaveBeenCalled();
    const left = hearer();
    openSocket('https://picnic.example/sync/room', undefined, left).drop();
    vi.runAllTimers();
    expect(left.closed).not.toHaveBeenCalled();
  }
});
