import { connect } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { cutStalled } from './cut-stalled.js';

let app: FastifyInstance;
afterEach(() => app.close());

async function answerTo(limits: { stalledMs: number; slowAfterMs: number }, drops: boolean): Promise<string> {
  app = fastify();
  cutStalled(app, { ...limits, lookMs: 10 });
  app.post('/', (request) => ({ bytes: JSON.stringify(request.body).length }));
  await app.listen({ port: 0 });
  const { port } = app.server.address() as { port: number };
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, 'localhost', () => {
      socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"a":"');
      const timer = drops ? setInterval(() => socket.write('x'), 5) : undefined;
      socket.on('close', () => clearInterval(timer));
    });
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

it.each([
  ['stops midway', { stalledMs: 50, slowAfterMs: 60_000 }, false],
  ['comes by drops', { stalledMs: 60_000, slowAfterMs: 50 }, true],
])('a body that %s is cut off with 408', async (_how, limits, drops) => {
  expect(await answerTo(limits, drops)).toMatch(/^HTTP\/1.1 408 .*\/problems\/request-timeout/s);
});
