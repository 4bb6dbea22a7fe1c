import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresAccount, type Account } from './postgres-account.js';
import { stagePostgres, type Stage } from './postgres-stage.js';

const run = promisify(execFile);
const START_DEADLINE_MS = 30_000;
const POLL_MS = 40;

/** A running database of our own. */
export type EmbeddedPostgres = {
  /** With the password; keep it out of logs. */
  readonly url: string;
  /** Stops it at once but cleanly (a "fast" shutdown) and waits until it is gone. */
  readonly stop: () => Promise<void>;
};

/** Small on purpose: the idle server stays under 300 MB. Durability is not touched. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  max_connections: '60',
  shared_buffers: '32MB',
  max_worker_processes: '2',
  max_parallel_workers: '2',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  max_wal_size: '512MB',
  logging_collector: 'off',
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  timezone: 'UTC',
};

/**
 * Starts PostgreSQL on the data folder, making the folder at the first time. A database that an earlier process left
 * behind (`kill -9`) is stopped first and recovers by itself; a live owner is respected.
 *
 * @throws Error in one sentence when another Handrail uses the folder, or when PostgreSQL does not come up (with its own last words).
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true });
  claimFolder(dataDir);
  const account = postgresAccount();
  const stage = stagePostgres(dataDir, account);
  const password = databasePassword(dataDir);
  await stopOrphan(stage.data);
  if (!existsSync(join(stage.data, 'PG_VERSION'))) await initialise(stage, account, password);
  const port = await freePort();
  const server = launch(stage, account, port);
  const url = `postgres://handrail:${password}@127.0.0.1:${port}/handrail`;
  await ready(server, url);
  return { url, stop: () => stop(server.child, dataDir) };
}

/** One Handrail a folder: the file names the process that has it. A dead process's claim is taken over. */
function claimFolder(dataDir: string): void {
  const file = join(dataDir, 'handrail.pid');
  const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (owner > 0 && owner !== process.pid && isHandrail(owner)) {
    throw new Error(
      `Another Handrail (process ${owner}) uses the data folder ${dataDir}. Stop it, or give this one its own HANDRAIL_DATA_DIR and PORT.`,
    );
  }
  writeFileSync(file, String(process.pid));
}

/** Process numbers come round again, so a live number alone proves nothing. */
function isHandrail(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch {
    return true;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function databasePassword(dataDir: string): string {
  const file = join(dataDir, 'database-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function initialise(stage: Stage, account: Account | undefined, password: string): Promise<void> {
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
    await run('mv', [fresh, stage.data]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

type Launched = { readonly child: ChildProcess; readonly lastWords: () => string };

function launch(stage: Stage, account: Account | undefined, port: number): Launched {
  const settings = Object.entries({ ...SETTINGS, port: String(port), unix_socket_directories: '' });
  const child = spawn(
    join(stage.binaries, 'bin', 'postgres'),
    ['-D', stage.data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C in the terminal must reach Handrail first, which stops the database last.
    { ...account, cwd: stage.sockets, detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { LC_ALL: 'C' } },
  );
  let words = '';
  child.on('error', (error) => (words += error.message));
  child.stderr?.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)));
  return { child, lastWords: () => words.trim() };
}

async function ready({ child, lastWords }: Launched, url: string): Promise<void> {
  const deadline = Date.now() + START_DEADLINE_MS;
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  while (!(await answers(maintenance.href))) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`PostgreSQL did not start: ${lastWords()}`);
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL did not answer in ${START_DEADLINE_MS / 1000} s: ${lastWords()}`);
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
}

/** Whether it takes connections; makes the product's database at the first time. */
async function answers(maintenanceUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'handrail'`);
    if (rowCount === 0) await client.query('create database handrail');
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code;
    // 57P03: it is still starting up or recovering.
    if (code === 'ECONNREFUSED' || code === '57P03') return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** After a `kill -9` of Handrail its database may still run: it belongs to nobody, so it is stopped like our own. */
async function stopOrphan(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgresOf(pid, data)) {
    rmSync(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + START_DEADLINE_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline)
      throw new Error(`A database left behind (process ${pid}) does not stop; stop it by hand.`);
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
}

function isPostgresOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
  } catch {
    return true;
  }
}

async function stop(child: ChildProcess, dataDir: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await gone;
  }
  rmSync(join(dataDir, 'handrail.pid'), { force: true });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.');
  return address.port;
}
