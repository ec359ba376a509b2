import { expect, test } from 'vitest';
import { isAnother, versionIn } from './stale';

test('a page is out of date only when two versions are known and differ', () => {
  expect(isAnother('a', 'b')).toBe(true);
  expect(isAnother('a', 'a')).toBe(false);
  expect(isAnother(undefined, 'b')).toBe(false);
  expect(isAnother('a', undefined)).toBe(false);
});

test('a page’s version stands in its head; what is no page of picnic has none', () => {
  expect(versionIn('<head><meta name="picnic-page" content="00ff"></head>')).toBe('00ff');
  expect(versionIn('<head><meta name="picnic-page" content=""></head>')).toBeUndefined();
  expect(versionIn('<html>Sign in to the guest network</html>')).toBeUndefined();
});
