import { expect, test } from 'vitest';
import { knock as en } from './en';
import { knock as fi } from './fi';
import { knock as sv } from './sv';

test('whoever was turned away is told by one sentence alone how long to wait: by the one that counts', () => {
  for (const { turnedAwayDo, againIn } of [en, fi, sv]) {
    expect(turnedAwayDo).not.toMatch(/minu/);
    expect(JSON.stringify(againIn)).toContain('{count}');
  }
});
