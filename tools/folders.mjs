// Holds the page's folders to their order: a file imports only what stands below it, types and styles too. Tests are free: they may
// bring together what they like.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const PAGE = join(import.meta.dirname, '../client/src');

/** Lowest first. A file that is named stands there, and not with its folder. */
const ORDER = [
  'protocol',
  'storage.ts',
  'random_id.ts',
  'fnv.ts',
  'visible.ts',
  'copy_text.ts',
  'http',
  'keys',
  'touch',
  'focus',
  'look',
  'stale',
  'half_written',
  'sync',
  'i18n',
  'messages',
  'side',
  'copying.ts',
  'dialog',
  'models/text',
  'models',
  'entering',
  'settings',
  'life/text',
  'life',
  'share/text',
  'share',
  'people/my_name.ts',
  'people/written_name.ts',
  'error_page/text',
  'error_page',
  'board/limits.ts',
  'board/reactions.ts',
  'board/marks_of_session.ts',
  'board/tool.ts',
  'board/text',
  'board/document',
  'board/rights',
  'board/titles.ts',
  'board/kept_look.ts',
  'board/links',
  'board/view',
  'board/presence',
  'board/parts.ts',
  'board/commands',
  'board/minimap',
  'board/shaping',
  'board/writing',
  'board/gesture',
  'board/controls',
  'board/reading/text',
  'board/reading',
  'board/areas/text',
  'board/areas',
  'board/drawing/text',
  'board/drawing',
  'board/tools/text',
  'board/tools',
  'board',
  'people/text',
  'people',
  'session/text',
  'session',
  'session/tasks/text',
  'session/tasks',
  'session/facilitate/text',
  'session/facilitate',
  'suggestions/text',
  'suggestions',
  'harvest/text',
  'harvest',
  'home/text',
  'home',
  'board/surface.ts',
  'board/beyond.tsx',
  'board/OpenedParts.tsx',
  'board/opened_parts.ts',
  'board/Board.tsx',
  'history/text',
  'history',
  'room',
  'texts',
  '.',
];

const IMPORT = /\b(?:from|import|import\.meta\.glob(?:<[^(]*>)?)\s*\(?\s*'(\.[^']*)'/g;
const place = new Map(ORDER.map((name, at) => [name, at]));
const faults = ORDER.filter((name) => !existsSync(join(PAGE, name))).map((name) => `${name} is not there`);

const files = readdirSync(PAGE, { recursive: true }).filter(
  (file) => /\.tsx?$/.test(file) && !/(\.test|_for_tests)\.ts$/.test(file),
);
for (const folder of new Set(files.map((file) => dirname(file)))) {
  if (!place.has(folder)) faults.push(`${folder}/ has no place: put it into ORDER`);
}
for (const file of files) {
  for (const [, path] of readFileSync(join(PAGE, file), 'utf8').matchAll(IMPORT)) {
    const imported = fileOf(normalize(join(dirname(file), path)));
    if (placeOf(imported) > placeOf(file)) faults.push(`${file} imports ${imported}, which stands above it`);
  }
}

/** An import leaves the ending out. */
function fileOf(path) {
  return ['', '.ts', '.tsx', '/index.ts'].map((ending) => path + ending).find((file) => isFile(file)) ?? path;
}

function isFile(file) {
  return /\.\w+$/.test(file) && existsSync(join(PAGE, file));
}

function placeOf(file) {
  return place.get(file) ?? place.get(dirname(file)) ?? ORDER.length;
}

if (faults.length > 0) {
  console.error(
    `tools/folders.mjs orders the folders of client/src:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  );
  process.exitCode = 1;
}
