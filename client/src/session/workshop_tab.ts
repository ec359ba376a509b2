// Which tab of the workshop's panel is looked at, kept while the page is open.

import { createRoot, createSignal } from 'solid-js';

export const TABS = ['plan', 'people', 'vote'] as const;

export type Tab = (typeof TABS)[number];

const [tab, setTab] = createRoot(() => createSignal<Tab>('plan'));

export { setTab, tab };
