import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import { dataFolder, HandrailProcess, newDatabase, removeFolder } from '../support/handrail-process.js';
import { until } from '../support/until.js';

/** A whole Handrail takes about 250 MB; the attack took more than 2,000. */
const HEAP_MB = 384;
const GROWTH_MB = 200;

let folder: string;
let handrail: HandrailProcess;
beforeAll(async () => {
  folder = dataFolder();
  handrail = await HandrailProcess.start({
    HANDRAIL_DATA_DIR: folder,
    HANDRAIL_DEMO: 'off',
    DATABASE_URL: await newDatabase(inject('databaseUrl')),
    HANDRAIL_SECRET: 'only for tests, long enough',
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
  });
});
afterAll(async () => {
  await handrail?.stop();
  removeFolder(folder);
});

const post = async (query: string): Promise<number> => {
  const answer = await fetch(`${handrail.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-handrail-request': '1' },
    body: JSON.stringify({ query }),
  });
  await answer.arrayBuffer();
  return answer.status;
};
/** Of the process that answers, also where another one watches it. */
const residentMb = async (): Promise<number> => {
  const text = await (await fetch(`${handrail.url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 2 ** 20;
};
const alive = async (): Promise<void> => {
  expect((await fetch(`${handrail.url}/healthz`)).status).toBe(200);
  expect(handrail.exitCode).toBeNull();
  expect(handrail.output).not.toContain('heap');
};

it('keeps nothing of the documents of a stranger, refused or not', async () => {
  await post('{ me { id } }');
  const before = await residentMb();
  for (let n = 0; n < 16; n += 1) await post(`{me{ ${'a '.repeat(480_000)} b${n}}}`);
  await alive();
  // As large as is taken, refused for its fields, and valid: each another one.
  for (let n = 0; n < 150; n += 1) await post(`{me{ ${'a '.repeat(1900)} b${n}}}`);
  for (let n = 0; n < 150; n += 1) await post(`{ me { ${'id '.repeat(900)} b${n}: id } }`);
  await alive();
  expect(await residentMb()).toBeLessThan(before + GROWTH_MB);
});

it('keeps nothing of what a stranger says over WebSockets', async () => {
  const before = await residentMb();
  const url = `${handrail.url.replace('http', 'ws')}/graphql`;
  for (let round = 0; round < 3; round += 1) {
    const sockets = Array.from({ length: 300 }, () => new WebSocket(url, 'graphql-transport-ws'));
    let ended = 0;
    for (const socket of sockets) {
      socket.on('error', () => undefined);
      socket.on('close', () => (ended += 1));
      socket.on('open', () => {
        socket.send('{"type":"connection_init"}');
        for (let n = 0; n < 20; n += 1) {
          const query = `subscription { projectPulse(projectId: "x") { ${'queueLength '.repeat(1900)} b${n} } }`;
          socket.send(JSON.stringify({ type: 'subscribe', id: `s${n}`, payload: { query } }));
        }
      });
    }
    // Nobody has to close them: strangers are shown the door.
    await until('the end of all sockets', () => ended === sockets.length);
  }
  await alive();
  expect(await residentMb()).toBeLessThan(before + GROWTH_MB);
});
