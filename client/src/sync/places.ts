// How many tabs go by events at once: a browser opens six connections to a host that speaks HTTP/1.1, and the stream of each tab
// holds one. With all of them held no post goes out any more, in no tab, and no page opens.

/** Streams of one browser; what is left is for posts and pages. */
const STREAMS_MAX = 4;

/**
 * Holds one of the browser's places for a stream; returns what gives it back, undefined when all are held. Where all go over one
 * connection (HTTP/2), or nothing is known of other tabs, there is always one.
 */
export async function holdPlace(): Promise<(() => void) | undefined> {
  if (isShared() || navigator.locks === undefined) return () => {};
  for (let place = 0; place < STREAMS_MAX; place += 1) {
    const release = await hold(`picnic.events.${place}`);
    if (release !== undefined) return release;
  }
  return undefined;
}

function hold(name: string): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    const held = (lock: Lock | null) =>
      lock === null ? resolve(undefined) : new Promise<void>((release) => resolve(release));
    navigator.locks.request(name, { ifAvailable: true }, held).catch(() => resolve(() => {}));
  });
}

/** Whether the page came by a connection that carries many requests at once. */
function isShared(): boolean {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return page !== undefined && /^h[23]/.test(page.nextHopProtocol);
}
