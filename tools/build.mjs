import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run, say } from './install.mjs';

const STAMP = join(ROOT, 'node_modules', '.handrail-build');
const SOURCES = ['shared', 'migrations', 'server', 'web'];
const FILES = ['package-lock.json', 'tsconfig.base.json', 'nx.json'];
const IGNORED = new Set(['node_modules', 'dist']);

/** Builds through Nx, which keeps what has not changed; asks it nothing when no source was touched since the last build. */
export function build() {
  if (isBuilt()) return;
  const print = fingerprint();
  say('Building …');
  run(
    process.execPath,
    [join(ROOT, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'), 'run-many', '-t', 'build', '--output-style=static'],
    'The build failed.',
  );
  mkdirSync(join(ROOT, 'node_modules'), { recursive: true });
  writeFileSync(STAMP, print);
}

/** Whether what is built is of the sources as they are. */
export function isBuilt() {
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== fingerprint()) return false;
  return SOURCES.every((name) => existsSync(join(ROOT, name, 'dist')));
}

function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const name of FILES) hash.update(readFileSync(join(ROOT, name)));
  for (const name of SOURCES) addFolder(hash, join(ROOT, name));
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (IGNORED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, path);
    else {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
}
