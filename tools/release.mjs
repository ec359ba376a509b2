// `make release` says what a release would do, and does nothing: the version, what the changelog says of it, the commit and the tag.
// `make release VERSION=0.2.0` for another than the next minor one.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const git = (...words) => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();

const changelog = read('CHANGELOG.md');
const now = /^version = "(.*)"/m.exec(read('Cargo.toml'))?.[1] ?? '0.0.0';
const released = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version]) => version);
const version = process.env.VERSION || next(now, released);
const section = /^## Unreleased\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(changelog)?.[1]?.trim() ?? '';

/** The first release is the version that the code has had from the beginning. */
function next(now, released) {
  if (released.length === 0) return now;
  const [major, minor] = now.split('.').map(Number);
  return `${major}.${minor + 1}.0`;
}

const tag = `v${version}`;
const faults = [];
if (!/^\d+\.\d+\.\d+$/.test(version)) faults.push(`${version} is no version: three numbers with points`);
if (released.includes(version)) faults.push(`CHANGELOG.md has ${version} already`);
if (git('tag', '--list', tag) !== '') faults.push(`the tag ${tag} is there already`);
if (section === '') faults.push('CHANGELOG.md says nothing under «Unreleased»');
if (git('status', '--porcelain') !== '') faults.push('some files are changed and not committed');

const day = new Date().toISOString().slice(0, 10);
console.log(`A release of picnic ${version} would, on this commit (${git('rev-parse', '--short', 'HEAD')}):

1. write version = "${version}" in Cargo.toml${now === version ? ' (it is there)' : ` (now ${now})`}, and with \`cargo update --workspace\` in Cargo.lock
2. name the changelog's section «Unreleased» «${version} (${day})», under a new, empty one
3. commit both as «Release ${version}», after \`make check\` and \`make test\` on it
4. tag that commit ${tag}, with the section as the tag's message
5. build target/release/picnic of it by \`make build\`, with the licences and the source inside

What the section says (${section.split('\n').filter((line) => line.startsWith('- ')).length} points):

${section}
`);
for (const fault of faults) console.error(`It cannot be made yet: ${fault}.`);
if (faults.length > 0) process.exitCode = 1;
