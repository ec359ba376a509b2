import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

// Relative asset paths: the server says in <base> under which path it serves the page.
export default defineConfig({
  base: './',
  plugins: [solid()],
  build: { target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
});
