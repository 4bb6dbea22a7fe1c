import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  dataFolder,
  databaseUrlOf,
  HandrailProcess,
  postmasterOf,
  processesOf,
  removeFolder,
} from '../support/handrail-process.js';
import { until } from '../support/until.js';

let folder: string;
beforeEach(() => void (folder = dataFolder()));
afterEach(async () => {
  for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
  await until('the end of all', () => processesOf(folder).length === 0);
  removeFolder(folder);
});

/** Asks the embedded database, however far the start has come; undefined while that does not work yet. */
async function ask(sql: string): Promise<Record<string, unknown>[] | undefined> {
  if (postmasterOf(folder) === 0) return undefined;
  const client = new pg.Client({ connectionString: databaseUrlOf(folder) });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const exists = (sql: string) => async (): Promise<boolean> => ((await ask(sql))?.length ?? 0) > 0;

/** What there is in the end, and what would be there twice or in the wrong order. */
const WHOLE = `select
  (select array_agg(level order by version) from policy) as levels,
  (select count(*)::int from decider_version) as models,
  (select count(*)::int from person) as people,
  (select count(distinct person_id)::int from membership) as members,
  (select array_agg(n order by policy_version) from
     (select policy_version, count(*)::int as n from label join review r on r.id = review_id group by 1) as c) as labels,
  (select (count(*) - count(distinct case_key))::int from intake_case) as twice,
  (select count(*)::int from intake_case c join policy p using (project_id)
     where p.version = c.policy_version and c.created_at < p.created_at) as before_their_policy,
  (select count(*)::int from label where created_at > now()) as of_tomorrow,
  (select count(*)::int from demo_state) as states`;

/** Each of them is there from then on, so the next start comes past it too. */
const MOMENTS: readonly (readonly [string, string])[] = [
  ['before its tables are there', 'select 1'],
  ['when its people are', 'select 1 from person'],
  ['when its project is', 'select 1 from project'],
  ['when its past is', 'select 1 from intake_case'],
  ['while its model is trained', 'select 1 from demo_state'],
  ['in Shadow', 'select 1 from policy where version = 2'],
];

it('a first start that is killed at every step is completed by the next one, once', async () => {
  for (const [moment, sign] of MOMENTS) {
    const handrail = HandrailProcess.launch({ HANDRAIL_DATA_DIR: folder });
    await until(moment, exists(sign));
    await handrail.kill();
  }
  const last = await HandrailProcess.start({ HANDRAIL_DATA_DIR: folder });
  await until('the end of the demo’s making', exists('select 1 from policy where version = 3'));
  expect(await ask(WHOLE)).toEqual([
    {
      levels: ['HUMAN_ONLY', 'SHADOW', 'PARTIAL_AUTOMATION'],
      models: 1,
      people: 3,
      members: 3,
      labels: [1000, 400],
      twice: 0,
      before_their_policy: 0,
      of_tomorrow: 0,
      states: 1,
    },
  ]);
  expect(await last.stop()).toBe(0);
});
