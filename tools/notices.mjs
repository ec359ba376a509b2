// Writes client/public/licences.html: the offer of picnic's source, and the licences of all that is in the binary and the page. Asks cargo and
// npm what that is, and reads the licences where the packages lie. `--check` only says whether the committed file is right.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const PAGE = join(ROOT, 'client/public/licences.html');
const TARGET = 'x86_64-unknown-linux-gnu';
const LICENCE = /^(licen[cs]e|copying|copyright|notice|unlicense|ofl)/i;

/** What stands in the page beside picnic's own; `depth` is how far below its folder licences are looked for. */
function crates() {
  const metadata = JSON.parse(cargo('metadata', '--format-version', '1'));
  const byName = new Map(metadata.packages.map((one) => [`${one.name} v${one.version}`, one]));
  // Of what only builds or tests nothing is in the binary.
  const tree = cargo(
    'tree',
    ...['--package', 'picnic-server', '--target', TARGET, '--edges', 'normal,no-proc-macro'],
    ...['--prefix', 'none', '--format', '{p}'],
  );
  const names = new Set(tree.split('\n').map((line) => line.split(' ').slice(0, 2).join(' ')));
  return [...names]
    .map((name) => byName.get(name))
    .filter((one) => one !== undefined && one.source !== null)
    .map(({ name, version, license, manifest_path, authors }) => ({
      name,
      version,
      authors,
      licence: license ?? '',
      folder: dirname(manifest_path),
      // Such crates hold a library in C, with a licence of its own.
      depth: name.endsWith('-sys') ? 3 : 0,
    }));
}

function cargo(verb, ...words) {
  const options = { cwd: ROOT, maxBuffer: 1 << 28, encoding: 'utf8' };
  return execFileSync('cargo', [verb, '--locked', ...words], options);
}

function npmPackages() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const found = new Map();
  const add = (name) => {
    const path = [`client/node_modules/${name}`, `node_modules/${name}`].find((path) => path in packages);
    if (path === undefined || found.has(path)) return;
    const { version, license, dependencies } = packages[path];
    found.set(path, {
      name,
      version,
      authors: [],
      licence: license ?? '',
      folder: join(ROOT, path),
      depth: 0,
    });
    for (const needed of Object.keys(dependencies ?? {})) add(needed);
  };
  for (const name of Object.keys(packages.client.dependencies)) add(name);
  return [...found.values()];
}

/** The licence files of a package. Of several to choose from, MIT's, which is the shortest. */
function files({ folder, licence, depth }) {
  const inFolder = (folder, depth) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return depth > 0 ? inFolder(path, depth - 1) : [];
      return LICENCE.test(entry.name) && !/\.(rs|js|ts|html)$/.test(entry.name) ? [path] : [];
    });
  const all = inFolder(folder, depth).sort();
  const own = all.filter((path) => dirname(path) === folder);
  const mit = own.filter((path) => /mit/i.test(basename(path)));
  const isChoice =
    /\bMIT\b/.test(licence) && (/ OR /.test(licence) || /\//.test(licence)) && !/ AND /.test(licence);
  return isChoice && mit.length > 0 ? [...mit, ...all.filter((path) => !own.includes(path))] : all;
}

const spaced = (text) => text.replace(/\s+/g, ' ').trim();
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function page() {
  const texts = new Map();
  const bare = [];
  const add = (text, who) => {
    const key = spaced(text);
    if (key === '') return;
    const known = texts.get(key) ?? { text: text.replace(/\r\n?/g, '\n').trim(), who: [] };
    if (!known.who.includes(who)) known.who.push(who);
    texts.set(key, known);
  };
  const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1);
  for (const one of [...crates(), ...npmPackages()].sort(byName)) {
    const who = `${one.name} ${one.version} (${one.licence})`;
    const found = files(one);
    for (const path of found) add(readFileSync(path, 'utf8'), who);
    if (found.length === 0 && !/\bMIT\b/.test(one.licence))
      throw new Error(`${who} brings no licence, and its terms are not here`);
    if (found.length === 0) bare.push([who, ...one.authors].join(', '));
  }
  add(readFileSync(join(ROOT, 'server/fonts/OFL.txt'), 'utf8'), 'Atkinson Hyperlegible Next (OFL-1.1)');
  const parts = [...texts.values()].map(
    ({ text, who }) => `<h3>${who.map(escaped).join('<br>\n')}</h3>\n<pre>${escaped(text)}</pre>\n`,
  );
  return `${HEAD}${parts.join('')}<h3>${bare.map((who) => escaped(`${who}: copyright of its authors`)).join('<br>\n')}</h3>
<pre>${MIT}</pre>
</main>
</body>
</html>
`;
}

/** For packages that name these terms and bring no file. */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const LINK = 'source.tar.gz';
const OWN = 'GNU Affero General Public License 3.0';
const HEAD = `<!doctype html>
<!-- Written by tools/notices.mjs. Do not edit. -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>picnic: licences</title>
</head>
<body>
<main>
<h1>picnic</h1>
<p>picnic is free software under the ${OWN} or later. <a href="${LINK}" download>The source of this version</a> is yours to read, run, change and pass on. <a href=".">Back to picnic</a></p>
<p lang="fi">picnic on vapaa ohjelma, jonka lisenssi on ${OWN} tai uudempi. <a href="${LINK}" download>Tämän version lähdekoodia</a> saat lukea, käyttää, muuttaa ja jakaa. <a href=".">Takaisin picniciin</a></p>
<p lang="sv">picnic är fri programvara under ${OWN} eller senare. <a href="${LINK}" download>Källkoden till den här versionen</a> får du läsa, köra, ändra och sprida vidare. <a href=".">Tillbaka till picnic</a></p>
<h2>What picnic is made of <span lang="fi">· Mistä picnic on tehty</span> <span lang="sv">· Vad picnic är gjort av</span></h2>
`;

const written = page();
const committed = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
if (process.argv.includes('--check')) {
  if (committed !== written) {
    console.error(`${relative(ROOT, PAGE)} is out of date: run \`make notices\``);
    process.exitCode = 1;
  }
} else {
  writeFileSync(PAGE, written);
  console.log(`${relative(ROOT, PAGE)}: ${Math.round(written.length / 1024)} KB`);
}
