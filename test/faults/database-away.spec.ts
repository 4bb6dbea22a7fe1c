import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { CuttableLine } from '../support/cuttable-line.js';
import { HandrailProcess, newDatabase } from '../support/handrail-process.js';
import { until } from '../support/until.js';
import { claim, decide, furnish, moveTo, submit, type World } from '../support/world.js';

let line: CuttableLine;
let world: World<HandrailProcess>;
beforeAll(async () => {
  const url = new URL(await newDatabase(inject('databaseUrl')));
  line = new CuttableLine({ host: url.hostname, port: Number(url.port) });
  await line.mend();
  url.port = String(line.port);
  world = await furnish(
    await HandrailProcess.start({ DATABASE_URL: url.href, HANDRAIL_SECRET: 'the line may be cut' }),
  );
});
afterAll(async () => {
  await world?.handrail.stop();
  await line?.cut();
});

const statusOf = async (path: string): Promise<number> => (await fetch(`${world.handrail.url}${path}`)).status;

describe('while the database is away', () => {
  it('REST and GraphQL say so and when to come back; the process lives, and goes on by itself afterwards', async () => {
    const waiting = decide(world, { input: { text: 'asked before the cut' } }, { prefer: 'wait=60' });
    const review = await until('the review', async () => (await claim(world, world.reviewer))[0]);

    await line.cut();
    const { status, headers, body } = await decide(world, { input: { text: 'asked meanwhile' } });
    expect(status).toBe(503);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body).toMatchObject({ type: '/problems/unavailable' });
    const { errors } = await world.admin.send('{ projects { id } }');
    expect(errors?.[0]?.extensions?.problem?.type).toBe('/problems/unavailable');
    expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 503]);
    expect(world.handrail.exitCode).toBeNull();

    await line.mend();
    await until('readiness', async () => (await statusOf('/readyz')) === 200, 20);
    // Whoever waited since before the cut is woken by what comes after it: the change feed listens again.
    expect((await submit(world.reviewer, review, 'spam')).__typename).toBe('SubmitLabelSuccess');
    expect((await waiting).body).toMatchObject({ status: 'decided', value: 'spam' });
    await moveTo(world, 'FULL_AUTOMATION');
    const sure = { input: { text: 'after' }, predictions: [{ model: 'f@1', value: 'ham', confidence: 1 }] };
    expect((await decide(world, sure)).status).toBe(200);
  });
});
