import { afterAll, beforeAll, expect, it } from 'vitest';
import { JobQueue } from '../../server/dist/platform/queue/index.js';
import { ASK_PAST } from '../../server/dist/decisions/ask-past.js';
import { TestHandrail } from '../support/handrail.js';
import { labelCases, mixed } from '../support/labels.js';
import { until } from '../support/until.js';
import { furnish, moveTo, type World } from '../support/world.js';

let first: TestHandrail;
let world: World;
let second: TestHandrail;
beforeAll(async () => {
  first = await TestHandrail.start({});
  world = await furnish(first);
  await moveTo(world, 'HUMAN_ONLY');
  await labelCases(world, mixed(24));
});
afterAll(async () => {
  await second?.stop();
  await first?.stop();
});

const ASIDE = /ended twice while at it, so it was set aside/;
const projectId = (): string => world.projectId;
const states = async (sql: string): Promise<unknown[]> => (await first.database.query(sql)).rows;

/** Every kind of work that somebody asked for, and how its end reads. */
it('whatever a process died over twice is set aside, of each kind, with the reason where whoever waits for it looks', async () => {
  const { admin, scientist } = world;
  const freeze = 'mutation ($input: FreezeDatasetInput!) { freezeDataset(input: $input) { number } }';
  await scientist.run(freeze, { input: { projectId: projectId(), name: 'all', definition: {} } });
  await until('the version', async () =>
    (await states(`select 1 from dataset_version where state = 'ready'`)).length > 0 ? true : undefined,
  );
  // From now on nobody works: what is asked for waits.
  const queue = first.running.app.get(JobQueue);
  await queue.onModuleDestroy();
  await scientist.run(freeze, { input: { projectId: projectId(), name: 'again', definition: {} } });
  await scientist.run('mutation ($input: StartDatasetExportInput!) { startDatasetExport(input: $input) { id } }', {
    input: { projectId: projectId(), number: 1, file: 'data.csv' },
  });
  await scientist.run(
    'mutation ($projectId: ID!, $number: Int!) { checkDatasetQuality(projectId: $projectId, number: $number) { state } }',
    { projectId: projectId(), number: 1 },
  );
  await admin.run('mutation ($input: TrainDeciderInput!) { trainDecider(input: $input) { __typename } }', {
    input: { projectId: projectId(), name: 'filter' },
  });
  await queue.enqueue(ASK_PAST, { projectId: projectId(), machine: 'filter@1' }, 'poison');
  await first.database.query(`update bullmq.job set stalled_count = 2 where state <> 'completed'`);

  second = await TestHandrail.at(first.databaseUrl, {});
  const ends = {
    freeze: `select state, failure from dataset_version where number = 2`,
    export: `select state, failure from dataset_export`,
    quality: `select state, failure from dataset_quality`,
    training: `select status as state, outcome as failure from training`,
    preview: `select state::text as state, failed_reason as failure from bullmq.job where id = 'poison'`,
  };
  for (const [kind, sql] of Object.entries(ends)) {
    const [row] = await until(`the end of the ${kind}`, async () => {
      const rows = (await states(sql)) as { state: string; failure: string | null }[];
      return rows.some(({ state }) => state === 'failed') ? rows : undefined;
    });
    expect([kind, row?.failure]).toEqual([kind, expect.stringMatching(ASIDE)]);
  }
});
