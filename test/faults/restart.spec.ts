import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { dataFolder, HandrailProcess, newDatabase, removeFolder } from '../support/handrail-process.js';
import { until } from '../support/until.js';

const START = join(import.meta.dirname, '../../tools/start.mjs');
/** A fault of ours, on demand: a failure that nobody hears. */
const UNHEARD = `process.on('SIGUSR2', () => void Promise.reject(new Error('of a secret')));`;
let folder: string;
let handrail: HandrailProcess;
beforeAll(async () => {
  folder = dataFolder();
  handrail = HandrailProcess.launch(
    {
      HANDRAIL_DATA_DIR: folder,
      HANDRAIL_DEMO: 'off',
      DATABASE_URL: await newDatabase(inject('databaseUrl')),
      HANDRAIL_SECRET: 'only for tests, long enough',
    },
    [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(UNHEARD)}`, START],
  );
  await until('the start', () => handrail.output.includes('is ready: '), 120);
});
afterAll(async () => {
  await handrail?.stop();
  removeFolder(folder);
});

const server = (): number =>
  Number(execFileSync('ps', ['-o', 'pid=', '--ppid', String(handrail.pid)], { encoding: 'utf8' }).trim());
const starts = (): number => handrail.output.split('is ready: ').length - 1;

it('a server that is killed is started again, and it is said so', async () => {
  process.kill(server(), 'SIGKILL');
  await until('the second start', () => starts() === 2, 120);
  expect(handrail.output).toContain('The server was ended by SIGKILL. It is started again in 1 s (1 of at most 4).');
  const [, url = ''] = [...handrail.output.matchAll(/is ready: (\S+)/g)].at(-1) ?? [];
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

it('a failure that nobody hears ends the server, is told, and it is started again', async () => {
  process.kill(server(), 'SIGUSR2');
  await until('the third start', () => starts() === 3, 120);
  expect(handrail.output).toContain('nobody caught this; the process ends');
  expect(handrail.output).toContain('The server ended with code 1. It is started again in 2 s (2 of at most 4).');
});

it('a signal ends both, with code 0 and at once', async () => {
  const child = server();
  handrail.child.kill('SIGTERM');
  expect(await handrail.ended()).toBe(0);
  expect(() => process.kill(child, 0)).toThrow('ESRCH');
});
