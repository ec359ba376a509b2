// After the build: writes each text file's .br and .gz beside it, for the server to hand out as they are, and
// holds the first load's JavaScript to its budget.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** First load, all JavaScript and one language's texts, gzipped. */
const SCRIPT_BYTES_MAX = 137 * 1024;
const TEXT = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest', '.txt']);

const dist = join(import.meta.dirname, 'dist');
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && TEXT.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath, entry.name));

const rows = files.map((file) => {
  const plain = readFileSync(file);
  const gzip = gzipSync(plain, { level: 9 });
  const brotli = brotliCompressSync(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
  writeFileSync(`${file}.gz`, gzip);
  writeFileSync(`${file}.br`, brotli);
  return { file: relative(dist, file), plain: plain.length, gzip: gzip.length, brotli: brotli.length };
});

const width = Math.max(...rows.map(({ file }) => file.length));
const cell = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(10);
for (const { file, plain, gzip, brotli } of rows) {
  console.log(`${file.padEnd(width)} ${cell(plain)} plain ${cell(gzip)} gzip ${cell(brotli)} brotli`);
}

// What the page itself names: its script, and what Vite has it preload. The rest comes when it is needed.
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const scripts = rows.filter(({ file }) => file.endsWith('.js'));
const size = (some) => some.reduce((sum, { gzip }) => sum + gzip, 0);
const named = scripts.filter(({ file }) => page.includes(file.replaceAll('\\', '/')));
// And the texts in one language, the largest of them.
const texts = scripts.filter(({ file }) => /[\\/](fi|sv|en)-[^\\/]*$/.test(file));
const language = Math.max(0, ...texts.map(({ gzip }) => gzip));
const first = named.length === 0 || language === 0 ? 0 : size(named) + language;
console.log(
  `JavaScript of the first load: ${cell(first).trim()} gzipped, of ${cell(SCRIPT_BYTES_MAX).trim()}; in all ${cell(size(scripts)).trim()}`,
);
if (first === 0 || first > SCRIPT_BYTES_MAX) process.exitCode = 1;
