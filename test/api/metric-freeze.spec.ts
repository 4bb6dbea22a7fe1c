import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categoricalLayout, emptyCell, type CaseSeen, type Layout } from '@handrail/shared/monitoring';
import type { InputSchema, OutputSchema } from '@handrail/shared/schema';
import { KeepMetrics, LearnReferences } from '../../server/dist/monitoring/index.js';
import { insertReferences } from '../../server/dist/monitoring/drift/references.sql.js';
import { layoutId } from '../../server/dist/monitoring/metric-layouts.js';
import { Database, UnitOfWork } from '../../server/dist/platform/database/index.js';
import { newId } from '../../server/dist/platform/ids/index.js';
import { LivePath } from '../../server/dist/platform/telemetry/index.js';
import { Telemetry } from '../../server/dist/platform/telemetry/index.js';
import { TestHandrail } from '../support/handrail.js';
import { createWorld, type World } from '../support/world.js';

/** Of a flush: what comes in while one is waited for. */
const FLUSH_SECONDS = 2;
const OUTPUT: OutputSchema = { kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] };
const INPUT: InputSchema = {
  fields: [
    { name: 'amount', type: 'number', required: true },
    { name: 'paid', type: 'boolean', required: true },
    { name: 'kind', type: 'category', values: ['a', 'b'], required: true },
    { name: 'city', type: 'category', required: true },
  ],
};
const WIDER: InputSchema = {
  fields: INPUT.fields.map((field) =>
    field.name === 'kind' ? { name: 'kind', type: 'category', values: ['a', 'b', 'c'], required: true } : field,
  ),
};

let world: World;
let second: TestHandrail;
beforeAll(async () => {
  world = await createWorld();
  second = await TestHandrail.at(world.handrail.databaseUrl);
});
afterAll(async () => {
  await second.stop();
  await world.handrail.stop();
});

const both = (): TestHandrail[] => [world.handrail, second];
const of = <T>({ running }: TestHandrail, kind: new (...of: never[]) => T): T => running.app.get(kind);

type Told = { readonly decider: string; readonly input?: InputSchema; readonly output?: OutputSchema };

/** What the live path of one process tells of so many cases. */
function tell(
  handrail: TestHandrail,
  segment: string,
  times: number,
  { decider, input = INPUT, output = OUTPUT }: Told,
): void {
  const kinds = input === WIDER ? ['a', 'b', 'c'] : ['a', 'b'];
  const cases = Array.from({ length: times }, (_, index): CaseSeen => {
    const value = index % 3 === 0 ? 'spam' : 'ham';
    return {
      project: { id: world.projectId, inputSchema: input, outputSchema: output },
      at: Date.now(),
      segment,
      input: {
        amount: index % 7,
        paid: index % 2 === 0,
        kind: kinds[index % kinds.length] ?? '',
        city: `c${index % 4}`,
      },
      route: {
        level: 'FULL_AUTOMATION',
        machine: decider,
        failure: null,
        review: null,
        decider: { kind: 'model', model: decider, value },
      } as unknown as CaseSeen['route'],
      answers: [{ kind: 'model', model: decider, value, confidence: 0.8 }],
      stages: { store: 1 },
    };
  });
  of(handrail, LivePath).tell('cases', cases);
}

const LAYOUTS: readonly (readonly [string, string, Layout])[] = [
  ['input.value', 'amount', { kind: 'numeric', edges: [1, 2, 3], min: 0, max: 6 }],
  ['input.value', 'paid', categoricalLayout(['false', 'true'])],
  ['input.value', 'kind', categoricalLayout(['a', 'b'])],
  ['input.value', 'city', categoricalLayout(['c0', 'c1'])],
  ['output.answer', '', categoricalLayout(['spam', 'ham'])],
  ['output.decision', '', categoricalLayout(['spam', 'ham'])],
];

/** Freezes a reference of the version as the job does, and has both processes count on it. */
async function freeze(decider: string): Promise<void> {
  const now = new Date();
  const rest = {
    projectId: world.projectId,
    decider,
    source: 'CASES',
    firstAt: now,
    lastAt: now,
    frozenAt: now,
  } as const;
  const references = LAYOUTS.map(([metric, part, layout]) => ({
    ...{ ...rest, metric, part, layout, layoutId: layoutId(layout) },
    ...{ segment: null, cell: emptyCell({ binning: null }) },
  }));
  await of(world.handrail, UnitOfWork).run((tx) => insertReferences(tx, references));
  await Promise.all(both().map((one) => of(one, LearnReferences).learn()));
}

/** How many values of each metric and part are stored, over all bins and writers. */
async function stored(segment: string): Promise<Record<string, number>> {
  const { rows } = await world.handrail.database.query<{ name: string; n: number }>(
    `select s.metric || ' ' || s.part as name, sum(b.count + b.missing)::int as n
       from metric_series s join metric_bucket b on b.series_id = s.id
      where s.project_id = $1 and s.segment = $2 group by 1`,
    [world.projectId, segment],
  );
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

const METRICS = [
  ...['input.cases ', 'input.value amount', 'input.value paid', 'input.value kind', 'input.value city'],
  ...['output.answer ', 'output.confidence ', 'output.decision ', 'output.automated ', 'software.latency store'],
];
const flush = (): Promise<void[]> => Promise.all(both().map((one) => of(one, KeepMetrics).flush()));

describe.each([10, 500])('with %i cases a second in each of two processes', (aSecond) => {
  it.each([
    ['a reference is frozen', async (told: Told) => (await freeze(told.decider), told)],
    ['another version comes', async ({ decider }: Told) => (await freeze(`${decider}x`), { decider: `${decider}x` })],
    ['its bins are frozen again', async (told: Told) => (await freeze(told.decider), await freeze(told.decider), told)],
    ['the schema changes', (told: Told) => Promise.resolve({ ...told, input: WIDER })],
    [
      'the schema changes and changes back',
      async (told: Told, round: number) => (
        await freeze(told.decider),
        { ...told, input: round === 2 ? WIDER : INPUT }
      ),
    ],
  ])('every case is counted once when %s', async (what, change) => {
    const segment = `${aSecond} ${what}`;
    let told: Told = { decider: `m${newId()}@1` };
    let expected = 0;
    for (let round = 1; round <= 4; round += 1) {
      // The change comes amid what one flush stores.
      for (const share of [0.3, 0.7]) {
        const times = Math.round(share * aSecond * FLUSH_SECONDS);
        for (const one of both()) tell(one, segment, times, told);
        expected += 2 * times;
        if (share === 0.3 && round < 4) told = await change(told, round);
      }
      await flush();
      const counts = await stored(segment);
      expect(Object.fromEntries(METRICS.map((name) => [name, counts[name]]))).toEqual(
        Object.fromEntries(METRICS.map((name) => [name, expected])),
      );
    }
  });
});

describe('a bucket that the database refuses', () => {
  const MINUTE_MS = 60_000;
  const segment = 'poisoned';
  const ruled = (rule: string): Promise<unknown> => world.handrail.database.query(`alter table metric_bucket ${rule}`);
  let now = Date.now();

  /** A process's keeper whose clock is moved by hand. */
  function newKeeper(): KeepMetrics {
    const { app } = second.running;
    return new KeepMetrics(app.get(Database), app.get(UnitOfWork), { now: () => new Date(now) }, new Telemetry());
  }
  function count(keeper: KeepMetrics, part: string, value: number): void {
    const dimensions = { segment, decider: '', level: '' };
    keeper.adder({ projectId: world.projectId, at: now, dimensions })('output.feedback', part, value);
  }

  it('holds back no other, is told, and is stored when it is taken again', async () => {
    const keeper = newKeeper();
    await ruled('add constraint poisoned check (maximum <> 4242) not valid');
    count(keeper, 'accepted', 4242);
    for (let index = 0; index < 20; index += 1) count(keeper, `other ${index}`, 1);
    await expect(keeper.flush()).rejects.toThrow(/refuses 1 of the buckets of metrics.*output\.feedback/);
    expect((await stored(segment))['output.feedback accepted']).toBeUndefined();
    expect((await stored(segment))['output.feedback other 19']).toBe(1);
    // What comes meanwhile is stored as ever, without a word.
    count(keeper, 'other 3', 1);
    await keeper.flush();
    expect((await stored(segment))['output.feedback other 3']).toBe(2);
    await ruled('drop constraint poisoned');
    now += MINUTE_MS;
    await keeper.flush();
    expect((await stored(segment))['output.feedback accepted']).toBe(1);
    expect(keeper.lost).toBe(0);
  });

  it('is given up after ten minutes, and what is lost is counted', async () => {
    const keeper = newKeeper();
    await ruled('add constraint poisoned check (maximum <> 4242) not valid');
    count(keeper, 'rejected', 4242);
    count(keeper, 'rejected', 1);
    for (let minute = 0; minute <= 10; minute += 1) {
      await expect(keeper.flush()).rejects.toThrow(/refuses 1 /);
      now += MINUTE_MS;
    }
    expect(keeper.lost).toBe(2);
    await keeper.flush();
    expect(keeper.buffer.takeDirty()).toEqual([]);
    await ruled('drop constraint poisoned');
  });
});
