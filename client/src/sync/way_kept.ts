// Which way a line of this tab went, over a reload.

import { readInTab, storeInTab } from '../storage';
import type { Way } from './way';

/** What the tab remembers it by. */
const STORED_AS = 'picnic.way';

/** The tab went by events before this page. */
export function byEvents(): boolean {
  return readInTab(STORED_AS) === 'events';
}

/** Has the tab remember a way. */
export function rememberWay(way: Way): void {
  if (byEvents() !== (way === 'events')) storeInTab(STORED_AS, way);
}
