// Asks of the packages in the binary what deny.toml says of them, as far as cargo alone can tell: their licences, where they come from,
// and which are there in two versions. cargo-deny (`make licences`) asks this more closely, and for known
// faults; a fresh machine would first have to compile it.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const RULES = readFileSync(join(ROOT, 'deny.toml'), 'utf8');
const REGISTRY = 'registry+https://github.com/rust-lang/crates.io-index';
const faults = [];

const list = (key) => new RegExp(`^${key} = \\[\n([^\\]]*)\\]`, 'm').exec(RULES)?.[1] ?? '';
const allowed = [...list('allow').matchAll(/"([^"]+)"/g)].map(([, licence]) => licence);
const skipped = [...list('skip').matchAll(/crate = "([^"@]+)@([^"]+)"/g)].map(([, name, version]) => ({
  name,
  version,
}));
const pruned = [...(/^skip-tree = .*$/m.exec(RULES)?.[0] ?? '').matchAll(/crate = "([^"@]+)@/g)].map(
  ([, name]) => name,
);
const targets = [...list('targets').matchAll(/"([^"]+)"/g)].map(([, target]) => target);

/** Whether an SPDX expression leaves a choice that is allowed; crates of old write «/» for OR. */
function isAllowed(expression) {
  const words = expression.replaceAll('/', ' OR ').match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const one = () => {
    if (words[at] === '(') {
      at += 1;
      const inner = either();
      at += 1;
      return inner;
    }
    let licence = words[at++];
    if (words[at] === 'WITH') {
      licence += ` WITH ${words[at + 1]}`;
      at += 2;
    }
    return allowed.includes(licence);
  };
  const all = () => {
    let holds = one();
    while (words[at] === 'AND') {
      at += 1;
      holds = one() && holds;
    }
    return holds;
  };
  const either = () => {
    let holds = all();
    while (words[at] === 'OR') {
      at += 1;
      holds = all() || holds;
    }
    return holds;
  };
  return either() && at === words.length;
}

/** What is in the binary for these machines, without what only builds or tests it. */
function inTheBinary(...options) {
  const tree = execFileSync(
    'cargo',
    [
      ...['tree', '--locked', '--package', 'picnic-server', '--edges', 'normal,no-proc-macro'],
      ...targets.flatMap((target) => ['--target', target]),
      ...['--prefix', 'none', '--format', '{p}|{l}', ...options],
    ],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  const found = new Map();
  for (const line of tree.split('\n')) {
    const [, name, version, licence] = /^(\S+) v(\S+)[^|]*\|([^*]*)/.exec(line) ?? [];
    if (name !== undefined)
      found.set(`${name} ${version}`, { name, version, licence: licence.replace(/\($/, '').trim() });
  }
  return [...found.values()];
}

for (const { name, version, licence } of inTheBinary())
  if (!isAllowed(licence)) faults.push(`${name} ${version} is «${licence}», which deny.toml does not allow`);

const versions = new Map();
for (const { name, version } of inTheBinary(...pruned.flatMap((name) => ['--prune', name]))) {
  const isKnown = skipped.some((one) => one.name === name && `${version}.`.startsWith(`${one.version}.`));
  if (!isKnown) versions.set(name, [...(versions.get(name) ?? []), version]);
}
for (const [name, all] of versions)
  if (all.length > 1)
    faults.push(`${name} is in the binary as ${all.join(' and ')}, which deny.toml does not know`);

for (const [, source] of readFileSync(join(ROOT, 'Cargo.lock'), 'utf8').matchAll(/^source = "(.*)"/gm))
  if (source !== REGISTRY) faults.push(`a package comes from ${source}`);

if (allowed.length === 0 || targets.length === 0)
  faults.push('deny.toml no longer says what is allowed in this form');
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
