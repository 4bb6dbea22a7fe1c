import { afterAll, beforeAll, expect, it } from 'vitest';
import { jsonConfig, registerHttp } from '../support/deciders.js';
import { ModelServer } from '../support/model-server.js';
import { until } from '../support/until.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

let world: World;
let model: ModelServer;
beforeAll(async () => {
  model = await ModelServer.start();
  world = await createWorld({ HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1/32' });
});
afterAll(async () => {
  await model?.stop();
  await world?.handrail.stop();
});

it('a machine that takes its time, within its own, fails for nobody when it is asked about many cases at once', async () => {
  // 100 cases at once would wait 2.5 s for four connections, and their time is 0.6 s.
  const PAST = 100;
  const take = (text: string): Promise<unknown> => decide(world, { input: { text } });
  await Promise.all(Array.from({ length: PAST }, (_, n) => take(`past ${n}`)));
  const config = jsonConfig(model.url, '/unhurried', { timeoutMs: 600, maxConcurrent: 4, retries: 0 });
  await registerHttp(world, 'unhurried', { config });
  await moveTo(world, 'FULL_AUTOMATION', { incumbent: 'unhurried@1' });
  const statuses: number[] = [];
  const lane = async (): Promise<void> => {
    for (let n = 0; n < 8; n += 1) {
      const { status } = await decide(world, { input: { text: `live ${n}` } });
      statuses.push(status);
    }
  };
  await Promise.all([lane(), lane()]);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const said = await until('all are asked', async () => {
    const { rows } = await world.handrail.database.query<{ said: number; failed: number }>(
      `select count(*)::int as said, count(error)::int as failed from prediction where model = 'unhurried@1'`,
    );
    return rows[0] && rows[0].said >= PAST + 16 ? rows[0] : undefined;
  });
  expect(said).toEqual({ said: PAST + 16, failed: 0 });
});
