import { fileURLToPath } from 'node:url';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

// Relative asset paths: the server says in <base> under which path it serves the page.
export default defineConfig({
  base: './',
  plugins: [solid()],
  // What Yjs says in the console it says as under Node: its way for browsers brings 2.3 KB to the first load, for colours.
  resolve: {
    alias: [{ find: /^lib0\/logging$/, replacement: fileURLToPath(import.meta.resolve('lib0/logging')) }],
  },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Small modules that the first load shares with what comes later are one file: each alone compresses badly.
    rolldownOptions: {
      output: {
        advancedChunks: {
          groups: [
            {
              name: 'shared',
              test: /lucide-solid\/dist\/source\/Icon\.jsx$|solid-js\/web\/dist\/web\.js$|client\/src\/(fnv|http\/answer|focus\/can_hold|board\/(keep_clear|open_board)|board\/(document\/(?!arrange)|commands\/|rights\/)\w+|i18n\/(index|phrase|languages)|messages\/messages|session\/(session|until|words)|people\/default_names|random_id)\.ts$/,
            },
          ],
        },
      },
    },
  },
  // The plain modules are tested without a browser; the page itself in a real one, in `tests/`.
  test: { environment: 'node' },
});
