// Light, dark, or as the device has it; remembered in this browser.

import { createRoot, createSignal } from 'solid-js';
import { readStored, store } from '../storage';

/** Every choice, in the order they are offered. */
export const THEMES = ['system', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

const STORED_AS = 'picnic.theme';

const [theme, writeTheme] = createRoot(() => createSignal<Theme>(storedTheme()));
show(theme());

export { theme };

/** Changes the page's colours. */
export function setTheme(next: Theme): void {
  writeTheme(next);
  store(STORED_AS, next);
  show(next);
}

function storedTheme(): Theme {
  const stored = readStored(STORED_AS);
  return THEMES.find((one) => one === stored) ?? 'system';
}

function show(chosen: Theme): void {
  if (typeof document === 'undefined') return;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}
