import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { dataFolder, HandrailProcess, postmasterOf, processesOf, removeFolder } from '../support/handrail-process.js';
import { until } from '../support/until.js';

let folder: string;
beforeAll(() => void (folder = dataFolder()));
afterAll(() => removeFolder(folder));

const embedded = (more: Record<string, string> = {}): Record<string, string> => ({
  HANDRAIL_DATA_DIR: folder,
  HANDRAIL_DEMO: 'off',
  ...more,
});

async function refusal(env: Record<string, string>): Promise<string[]> {
  const handrail = HandrailProcess.launch(env);
  expect(await handrail.ended()).toBe(1);
  return handrail.output.trim().split('\n');
}

it('Ctrl-C in the terminal, twice, stops all of it with code 0 and leaves no lock behind', async () => {
  const handrail = await HandrailProcess.start(embedded());
  const postmaster = postmasterOf(folder);
  expect(processesOf(folder)).toContain(postmaster);
  handrail.signalGroup('SIGINT');
  handrail.signalGroup('SIGINT');
  expect(await handrail.ended()).toBe(0);
  expect(processesOf(folder)).toEqual([]);
  expect(postmasterOf(folder)).toBe(0);
  expect(() => statSync(join(folder, 'handrail.pid'))).toThrow('ENOENT');
});

it.each(['npm alone is told to end', 'the terminal sends Ctrl-C'])(
  'npm start: when %s, all of it ends',
  async (how) => {
    const handrail = HandrailProcess.launch(embedded(), ['npm', 'start']);
    await until('the start', () => handrail.output.includes('is ready: '));
    if (how.startsWith('npm')) handrail.child.kill('SIGTERM');
    else handrail.signalGroup('SIGINT');
    expect(await handrail.ended()).toBe(0);
    await until('the end of the database', () => processesOf(folder).length === 0);
    expect(postmasterOf(folder)).toBe(0);
  },
);

it('Ctrl-C while it still starts leaves no database behind', async () => {
  const handrail = HandrailProcess.launch(embedded());
  await until('the database', () => postmasterOf(folder) > 0);
  handrail.signalGroup('SIGINT');
  expect(await handrail.ended()).toBe(0);
  expect(handrail.output).not.toContain('is ready');
  expect(processesOf(folder)).toEqual([]);
});

it('a second start on the same folder is refused, a second copy on another runs beside it', async () => {
  const other = dataFolder();
  const handrail = await HandrailProcess.start(embedded());
  try {
    expect(await refusal(embedded())).toEqual([expect.stringMatching(/Another Handrail .*HANDRAIL_DATA_DIR and PORT/)]);
    const second = await HandrailProcess.start(embedded({ HANDRAIL_DATA_DIR: other }));
    const health = await Promise.all([handrail, second].map(({ url }) => fetch(`${url}/readyz`)));
    expect(health.map(({ status }) => status)).toEqual([200, 200]);
    expect(await second.stop()).toBe(0);
  } finally {
    await handrail.stop();
    removeFolder(other);
  }
});

it.each([
  ['belongs to another program by now', 'echo $$; exec sleep 600'],
  ['is of a dead one that nobody has reaped', 'true & echo $!; exec sleep 600'],
])('a lock whose number %s does not stop a start', async (_, program) => {
  // PostgreSQL minds only processes of its own account.
  const { uid, gid } = statSync(join(folder, 'postgres', 'data'));
  const stranger = spawn('sh', ['-c', program], { uid, gid, cwd: '/' });
  try {
    const [number] = (await once(stranger.stdout, 'data')) as [Buffer];
    const lock = join(folder, 'postgres', 'data', 'postmaster.pid');
    writeFileSync(join(folder, 'handrail.pid'), number);
    writeFileSync(lock, `${number.toString()}${join(folder, 'postgres', 'data')}\n1\n5432\n\n127.0.0.1\n`);
    chownSync(lock, uid, gid);
    const handrail = await HandrailProcess.start(embedded());
    expect(postmasterOf(folder)).not.toBe(Number(number));
    expect(await handrail.stop()).toBe(0);
    expect(stranger.exitCode).toBeNull();
  } finally {
    stranger.kill();
  }
});

it('a taken port is said in one line that names PORT, and nothing is left running', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  try {
    expect(await refusal(embedded({ PORT: port }))).toEqual([expect.stringContaining(`PORT ${port} is taken`)]);
    expect(processesOf(folder)).toEqual([]);
  } finally {
    server.close();
  }
});

it('the installation’s secret is made once, and only its owner can read it', () => {
  expect(readFileSync(join(folder, 'secret'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
});

it.each([
  ['PORT', 'eighty', 'a whole number from 0 to 65535'],
  ['HOST', '203.0.113.7', 'a name or address of this machine'],
  ['DATABASE_URL', 'postgres://nobody@127.0.0.1:9/none', 'no database that answers'],
  ['HANDRAIL_DATA_DIR', '/dev/null/x', 'a folder that this user can write to'],
])('%s=%s ends the start with one line that says what is accepted', async (name, value, accepted) => {
  const secret = name === 'DATABASE_URL' ? { HANDRAIL_SECRET: 'long enough for this' } : {};
  const lines = await refusal(embedded({ ...secret, [name]: value }));
  expect(lines).toEqual([expect.stringContaining(accepted)]);
  expect(lines[0]).toContain(name);
});

it('a given database without a secret is refused by name', async () => {
  const lines = await refusal({ DATABASE_URL: inject('databaseUrl') });
  expect(lines).toEqual([expect.stringContaining('HANDRAIL_SECRET is missing')]);
});
