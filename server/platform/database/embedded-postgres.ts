import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { claimFolder } from './folder-claim.js';
import { keptSecret } from './kept-secret.js';
import { postgresAccount } from './postgres-account.js';
import { stagePostgres, type Stage } from './postgres-stage.js';
import { watchRoom } from '../failures/room-left.js';
import { startPostmaster, stopPostmaster, type Postmaster, type Site } from './postmaster.js';

const run = promisify(execFile);
const RESTART_MS = 250;
/** Each costs memory even while nobody has it: the idle server stays under 300 MB. */
const CONNECTIONS = 60;
const PASSWORD_FILE = 'database-password';

/** A running database of our own. */
export type EmbeddedPostgres = {
  /** With the password; keep it out of logs. */
  readonly url: string;
  /** Stops it at once but cleanly (a "fast" shutdown) and waits until it is gone. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts PostgreSQL on the data folder, making the folder at the first time. A database that an earlier process left
 * behind (`kill -9`) is stopped first and recovers by itself; a live owner is respected. One that dies meanwhile is
 * started again under the same address; `onTrouble` hears of it. `connections`: how many may be open at a time; a
 * Handrail holds about fifteen.
 *
 * @throws Error in one sentence when another Handrail uses the folder, or when PostgreSQL does not come up (with its own last words).
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  onTrouble: (error: Error) => void = () => undefined,
  connections = CONNECTIONS,
): Promise<EmbeddedPostgres> {
  const release = take(dataDir);
  watchRoom(dataDir);
  try {
    const account = postgresAccount(join(dataDir, 'postgres', 'data'));
    const stage = stagePostgres(dataDir, account);
    const isNew = !existsSync(join(dataDir, PASSWORD_FILE));
    const password = keptSecret(dataDir, PASSWORD_FILE, () => randomBytes(24).toString('hex'));
    const site = { stage, account, password, connections };
    if (isNew) putAside(stage);
    if (!existsSync(join(stage.data, 'PG_VERSION'))) await initialise(site);
    const first = await startPostmaster(site);
    const stop = keepRunning(site, first, onTrouble);
    return { url: first.url, stop: () => stop().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

function take(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true });
    return claimFolder(dataDir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Error(
      `HANDRAIL_DATA_DIR is ${JSON.stringify(dataDir)}, which cannot be written to (${code}); expected: a folder that this user can write to.`,
      { cause: error },
    );
  }
}

/**
 * A staged database outlives its data folder when somebody deletes that to begin afresh. It is kept beside, once: the
 * folder may also only be away.
 */
function putAside({ data }: Stage): void {
  if (!existsSync(data)) return;
  rmSync(`${data}.before`, { recursive: true, force: true });
  renameSync(data, `${data}.before`);
}

async function initialise({ stage, account, password }: Site): Promise<void> {
  rmSync(stage.data, { recursive: true, force: true });
  const passwordFile = join(stage.sockets, '.initial-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const fresh = `${stage.data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  try {
    await run(
      join(stage.binaries, 'bin', 'initdb'),
      [
        `--pgdata=${fresh}`,
        '--username=handrail',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...account, cwd: stage.sockets, env: { PATH: process.env['PATH'], LC_ALL: 'C' } },
    );
    // A first start that was cut off leaves no half-made database under the final name.
    renameSync(fresh, stage.data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Starts the database again whenever it ends by itself; gives the function that ends that, and it. */
function keepRunning(site: Site, first: Postmaster, onTrouble: (error: Error) => void): () => Promise<void> {
  let current = first;
  let isStopping = false;
  let restart = Promise.resolve();
  const watch = ({ child }: Postmaster): void => {
    child.once('exit', (code, signal) => {
      if (isStopping) return;
      onTrouble(new Error(`The database ended by itself (${signal ?? code}); it is started again.`));
      restart = again();
    });
  };
  const again = async (): Promise<void> => {
    while (!isStopping) {
      try {
        current = await startPostmaster(site, first.port);
        return watch(current);
      } catch (error) {
        onTrouble(error instanceof Error ? error : new Error(String(error)));
        // Not background work: it ends when the database runs again, and tells of each failure.
        await new Promise((wake) => setTimeout(wake, RESTART_MS));
      }
    }
  };
  watch(first);
  return async () => {
    isStopping = true;
    await restart;
    await stopPostmaster(current.child);
  };
}
