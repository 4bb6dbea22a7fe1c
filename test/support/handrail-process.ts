import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { signInAt, type Session } from './handrail.js';
import { until } from './until.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A new empty folder that the database's account can enter; removed with the tests' others. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'handrail faults '));
  chmodSync(folder, 0o755);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Makes an empty database beside the one of `url`; gives its address. */
export async function newDatabase(url: string): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const maintenance = new pg.Client({ connectionString: url });
  await maintenance.connect();
  await maintenance.query(`create database ${name}`);
  await maintenance.end();
  const made = new URL(url);
  made.pathname = `/${name}`;
  return made.href;
}

/** A Handrail in a process of its own, which nobody starts again, so that it can be killed. */
export class HandrailProcess {
  output = '';
  private constructor(readonly child: ChildProcess) {
    const hear = (chunk: Buffer): void => void (this.output += chunk.toString());
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    // A test that fails half-way leaves nothing running.
    const stop = (): void => void child.kill('SIGTERM');
    process.once('exit', stop);
    child.once('exit', () => process.off('exit', stop));
  }

  /** Starts one without waiting; it leads a process group of its own, as in a terminal. */
  static launch(
    env: Record<string, string>,
    [program, ...parameters]: readonly [string, ...string[]] = [process.execPath, join(ROOT, 'tools', 'serve.mjs')],
  ): HandrailProcess {
    const child = spawn(program, parameters, {
      cwd: ROOT,
      detached: true,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', ...env },
    });
    return new HandrailProcess(child);
  }

  static async start(env: Record<string, string>): Promise<HandrailProcess> {
    const handrail = HandrailProcess.launch(env);
    await until(
      'the start of Handrail',
      () => {
        if (handrail.exitCode !== null) throw new Error(`Handrail ended at its start: ${handrail.output}`);
        return handrail.output.includes('is ready: ');
      },
      120,
    );
    return handrail;
  }

  get url(): string {
    return /is ready: (\S+)/.exec(this.output)?.[1] ?? '';
  }

  signIn(email: string): Promise<Session> {
    return signInAt(this.url, email);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get exitCode(): number | string | null {
    return this.child.exitCode ?? this.child.signalCode;
  }

  /** Waits for the end; gives its exit code, or the signal that ended it. */
  async ended(): Promise<number | string> {
    return until('the end of Handrail', () => this.exitCode ?? undefined);
  }

  /** Sends the signal as a terminal does: to the whole process group. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  async stop(): Promise<number | string> {
    if (this.exitCode === null) this.child.kill('SIGTERM');
    return this.ended();
  }

  async kill(): Promise<void> {
    if (this.exitCode === null) this.child.kill('SIGKILL');
    await this.ended();
  }
}

/** The number of the database process of a data folder, as its lock file says. */
export function postmasterOf(folder: string): number {
  const file = join(folder, 'postgres', 'data', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
}

/** The processes that run with the folder on their command line. */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    });
}

/** The address of the embedded database of a running Handrail. */
export function databaseUrlOf(folder: string): string {
  const password = readFileSync(join(folder, 'database-password'), 'utf8').trim();
  const port = readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[3];
  return `postgres://handrail:${password}@127.0.0.1:${port}/handrail`;
}
