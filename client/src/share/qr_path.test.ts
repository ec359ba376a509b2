import { expect, test } from 'vitest';
import { qrPath } from './qr_path';

test('each run of dark modules is one rectangle', () => {
  expect(
    qrPath([
      [true, true, false, true],
      [false, false, false, false],
    ]),
  ).toBe('M0 0h2v1h-2zM3 0h1v1h-1z');
});
