// Holds the Rust and Node versions that README promises to what says them where they are kept, and to what all packages ask for; and
// the source that a server hands out to all that is kept of it.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const faults = [];

const numbers = (version) => version.split('.').map(Number);
const isLater = (one, other) => {
  const [a, b] = [numbers(one), numbers(other)];
  const at = [0, 1, 2].find((at) => (a[at] ?? 0) !== (b[at] ?? 0));
  return at !== undefined && (a[at] ?? 0) > (b[at] ?? 0);
};

const readme = read('README.md');
const promised = (name) => {
  const found = new RegExp(`\\[${name}\\]\\([^)]*\\) ([\\d.]*\\d) or newer`).exec(readme)?.[1];
  if (found === undefined) faults.push(`README.md promises no version of ${name}`);
  return found ?? '0';
};

// Clippy holds our own code to this one (incompatible_msrv); cargo refuses an older compiler.
const rust = promised('Rust');
const said = /^rust-version = "(.*)"/m.exec(read('Cargo.toml'))?.[1];
if (said !== rust) faults.push(`README.md promises Rust ${rust}, Cargo.toml says ${said}`);
const metadata = execFileSync('cargo', ['metadata', '--locked', '--format-version', '1'], {
  cwd: ROOT,
  maxBuffer: 1 << 28,
  encoding: 'utf8',
});
for (const { name, rust_version: needed } of JSON.parse(metadata).packages) {
  if (needed && isLater(needed, rust)) faults.push(`${name} needs Rust ${needed}`);
}

const node = promised('Node');
const engines = JSON.parse(read('package.json')).engines.node;
if (engines !== `>=${node}`) faults.push(`README.md promises Node ${node}, package.json says ${engines}`);
/** Test clients of other protocols, of which what is used here runs on older ones too: the tests show it. */
const RUNS_ALL_THE_SAME = new Set(['node_modules/@y/y']);
for (const [path, { engines }] of Object.entries(JSON.parse(read('package-lock.json')).packages)) {
  // `^20.19.0 || >=22.12.0`: one of them must begin no later than what is promised, in the same major version or before.
  const ranges = (engines?.node ?? '').split('||').map((range) => /(\d[\d.]*)/.exec(range)?.[1]);
  const isMet = ranges.some((from) => from === undefined || !isLater(from, node));
  if (!isMet && !RUNS_ALL_THE_SAME.has(path)) faults.push(`${path} needs Node ${engines.node}`);
}

// Whoever gets the source gets all of it (AGPL, section 13). Where there is no git, there is nothing to forget.
const makefile = /^SOURCE_FILES := ((?:.*\\\n)*.*)/m.exec(read('Makefile'))?.[1]?.split(/\s+/) ?? [];
for (const name of new Set(kept().map((path) => path.split('/')[0]))) {
  if (!makefile.includes(name)) faults.push(`${name} is not among the SOURCE_FILES of the Makefile`);
}

function kept() {
  try {
    const options = { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['ls-files'], options)
      .split('\n')
      .filter((path) => path !== '');
  } catch {
    return [];
  }
}

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
