import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../logging/index.js';
import { createHttpAdapter } from './http-adapter.js';

let app: FastifyInstance;
let finish: () => void;
beforeEach(async () => {
  // As the product puts it together, with its own answers to what fails.
  app = createHttpAdapter(createLog('silent')).getInstance<FastifyInstance>();
  const over = new Promise<void>((resolve) => (finish = resolve));
  app.get('/slow', async () => {
    await over;
    return 'done';
  });
  app.get('/readyz', () => 'ready');
  await app.ready();
});
afterEach(async () => {
  finish();
  await app.close();
});

const ask = (url: string): Promise<number> => app.inject({ url }).then(({ statusCode }) => statusCode);
/** So many requests are under way. */
async function fill(count: number): Promise<Promise<number>[]> {
  const under = Array.from({ length: count }, () => ask('/slow'));
  await ask('/healthz');
  return under;
}
/** The event loop comes to nothing for a while. */
function stall(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

it('turns requests away while many are under way and the loop is late, and answers how it is all the same', async () => {
  const under = await fill(200);
  stall(300);
  const asked = [ask('/slow'), ask('/healthz'), ask('/readyz')];
  expect(await Promise.all(asked)).toEqual([503, 200, 200]);
  finish();
  expect(new Set(await Promise.all(under))).toEqual(new Set([200]));
});

it('turns nobody away for a slow moment while few requests are under way', async () => {
  const few = await fill(50);
  stall(300);
  const late = ask('/slow');
  finish();
  expect(await Promise.all([...few, late])).toEqual(Array.from({ length: 51 }, () => 200));
});

it('says when to come again', async () => {
  const under = await fill(200);
  stall(300);
  const { statusCode, headers, body } = await app.inject({ url: '/slow' });
  expect([statusCode, headers['retry-after'], body]).toEqual([
    503,
    '1',
    expect.stringContaining('Try again in a moment.'),
  ]);
  finish();
  await Promise.all(under);
});
