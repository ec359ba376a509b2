import { expect, test } from 'vitest';
import { isElementId, newSessionId } from './ids';

test('the session names what has a short key without control characters, as the server has it', () => {
  for (const key of ['a', newSessionId(), '__proto__', '<script>', '🧺'.repeat(16), '\u202Ea']) {
    expect(isElementId(key)).toBe(true);
  }
  for (const key of ['', 'x'.repeat(65), '🧺'.repeat(17), 'a\nb', '\u0000', '\u0085']) {
    expect(isElementId(key)).toBe(false);
  }
});
