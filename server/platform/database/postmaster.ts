import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { heardElsewhere } from '../failures/heard.js';
import type { Account } from './postgres-account.js';
import type { Stage } from './postgres-stage.js';
import { commandOf } from './process-identity.js';

/** Long enough for the recovery after a crash on a busy machine. */
const DEADLINE_MS = 120_000;
const POLL_MS = 40;

/** Small on purpose: the idle server stays under 300 MB. Durability is not touched. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '32MB',
  max_worker_processes: '2',
  max_parallel_workers: '2',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  min_wal_size: '32MB',
  max_wal_size: '512MB',
  logging_collector: 'off',
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  timezone: 'UTC',
};

/** Where a database of our own is, and who runs it. */
export type Site = {
  readonly stage: Stage;
  readonly account: Account | undefined;
  readonly password: string;
  /** How many may be connected at a time. */
  readonly connections: number;
};
/** A database process that takes connections. */
export type Postmaster = { readonly child: ChildProcess; readonly port: number; readonly url: string };

/**
 * Starts the database and waits until it answers. `port`: of an earlier one that this replaces; otherwise a free one.
 *
 * @throws Error with PostgreSQL's own last words when it does not come up; it does not run then.
 */
export async function startPostmaster(site: Site, port?: number): Promise<Postmaster> {
  const deadline = Date.now() + DEADLINE_MS;
  await stopOrphan(site.stage.data);
  for (;;) {
    const chosen = port ?? (await freePort());
    const url = `postgres://handrail:${site.password}@127.0.0.1:${chosen}/handrail`;
    const launched = launch(site, chosen);
    try {
      await answering(launched, url, deadline);
      return { child: launched.child, port: chosen, url };
    } catch (error) {
      await stopPostmaster(launched.child);
      if (!isPassing(launched.lastWords()) || Date.now() > deadline) throw error;
      await pause();
    }
  }
}

/** Stops it at once but cleanly (a "fast" shutdown) and waits until it is gone. */
export async function stopPostmaster(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await gone;
}

type Launched = { readonly child: ChildProcess; readonly lastWords: () => string };

function launch({ stage, account, connections }: Site, port: number): Launched {
  const settings = Object.entries({ ...SETTINGS, max_connections: String(connections), port: String(port) });
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

/** What goes away by itself: another program took the port, or the servers of a killed database still end. */
function isPassing(lastWords: string): boolean {
  return /could not bind|Address already in use|shared memory block .* is still in use/.test(lastWords);
}

async function answering({ child, lastWords }: Launched, url: string, deadline: number): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  while (!(await answers(maintenance.href))) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      throw new Error(`PostgreSQL did not start: ${lastWords()}`);
    if (Date.now() > deadline) throw new Error(`PostgreSQL did not answer in ${DEADLINE_MS / 1000} s: ${lastWords()}`);
    await pause();
  }
}

/** Whether it takes connections; makes the product's database at the first time. */
async function answers(maintenanceUrl: string): Promise<boolean> {
  const client = heardElsewhere(new pg.Client({ connectionString: maintenanceUrl }));
  try {
    await client.connect();
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'handrail'`);
    if (rowCount === 0) await client.query('create database handrail');
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code;
    // 57P03: it is still starting up or recovering.
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03') return false;
    throw error;
  } finally {
    await client.end();
  }
}

/** After a `kill -9` of Handrail its database may still run: it belongs to nobody, so it is stopped like our own. */
async function stopOrphan(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = lockHolder(file);
  if (pid === undefined) return;
  if (isPostgresOf(commandOf(pid), data)) await stopByNumber(pid, data);
  disownLock(file);
}

function lockHolder(file: string): number | undefined {
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

/**
 * Writes our own number into a lock that nobody holds any more. PostgreSQL takes any process of the number for a
 * running database: another program that has it by now, or the killed one until somebody reaps it. Its own parent it
 * does not, and then it still looks for servers that a killed one has left.
 */
function disownLock(file: string): void {
  if (!existsSync(file)) return;
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [String(process.pid), ...rest].join('\n'));
}

function isPostgresOf(command: string, data: string): boolean {
  return /^\S*postgres -D /.test(command.replace(/^.*(?=\/bin\/postgres -D )/, '')) && command.includes(` ${data} `);
}

async function stopByNumber(pid: number, data: string): Promise<void> {
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + DEADLINE_MS;
  while (isPostgresOf(commandOf(pid), data)) {
    if (Date.now() > deadline)
      throw new Error(`A database left behind (process ${pid}) does not stop; stop it by hand.`);
    await pause();
  }
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

function pause(): Promise<void> {
  return new Promise((wake) => setTimeout(wake, POLL_MS));
}
