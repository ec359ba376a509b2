import { afterEach, describe, expect, test, vi } from 'vitest';
import { came, isAnother, patiently, stale, versionIn } from './stale';

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

describe('a part of the page that does not come', () => {
  const page = '<meta name="picnic-page" content="00ff">';
  let answers = true;
  const looks = vi.fn(async () => {
    if (!answers) throw new TypeError('no network');
    return new Response(page);
  });
  const failing = () => vi.fn(() => Promise.reject(new TypeError('kept as failed')));

  function begin() {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', looks);
    vi.stubGlobal('document', {
      baseURI: 'http://picnic.example/',
      querySelector: () => ({ content: '00ff' }),
    });
    looks.mockClear();
  }

  /** A part that does not come until the network is back. */
  function withoutNetwork() {
    begin();
    answers = false;
    let isAway = true;
    const load = vi.fn(async () => {
      if (isAway) throw new TypeError('no network');
      return 'here';
    });
    const comeBack = () => {
      isAway = false;
    };
    return { load, comeBack };
  }
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('is asked for no more after a few times while the server answers, and the sign stands', async () => {
    begin();
    answers = true;
    const [one, other] = [failing(), failing()];
    void patiently(one, 'one')();
    void patiently(other, 'other')();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([5, 5]);
    // One look for both of them.
    expect(looks).toHaveBeenCalledTimes(5);
    await patiently(async () => 'another part')();
    expect(stale()).toBe('partMissing');
    // They came in another way.
    came('one');
    expect(stale()).toBe('partMissing');
    came('other');
    expect(stale()).toBeUndefined();
  });

  test('is asked for until it comes while the network is away', async () => {
    const { load, comeBack } = withoutNetwork();
    const coming = patiently(load)();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(load.mock.calls.length).toBeGreaterThan(100);
    comeBack();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await coming).toBe('here');
  });

  test('is tried for all who want it together', async () => {
    const { load, comeBack } = withoutNetwork();
    const part = patiently(load);
    const coming = [part(), part(), part()];
    expect(load).toHaveBeenCalledTimes(1);
    comeBack();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await Promise.all(coming)).toEqual(['here', 'here', 'here']);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('may be wanted again after it was given up, and then the sign goes', async () => {
    begin();
    answers = true;
    let isGone = true;
    const part = patiently(async () => {
      if (isGone) throw new TypeError('gone');
      return 'here';
    });
    void part();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(stale()).toBe('partMissing');
    isGone = false;
    expect(await part()).toBe('here');
    expect(stale()).toBeUndefined();
  });
});
