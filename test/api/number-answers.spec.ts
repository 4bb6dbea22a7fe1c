import type { DatasetCard, QualityReport } from '@handrail/shared/datasets';
import { agrees, outputSchemaSchema } from '@handrail/shared/schema';
import { random } from '@handrail/shared/stats/simulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

/** A project whose answers are numbers: what lies within its tolerance is the same answer, wherever two are compared. */
const OUTPUT = { kind: 'number', unit: 'EUR', tolerance: { absolute: 5 } } as const;
let world: World;
beforeAll(async () => {
  world = await createWorld({}, OUTPUT);
});
afterAll(() => world.handrail.stop());

/** What two machines say of a case, and what a person answers. */
async function answered(machine: number, other: number, person: number): Promise<void> {
  const predictions = [
    { model: 'm@1', value: machine, confidence: 0.95 },
    { model: 'n@1', value: other, confidence: 0.7 },
  ];
  await decide(world, { input: { text: `${machine} ${other} ${person}` }, predictions });
  for (const review of await claim(world, world.reviewer)) await submit(world.reviewer, review, person);
}
const ask = <T>(query: string): Promise<T> => world.admin.run<T>(query, { id: world.projectId });

it('the database and the code have one rule', async () => {
  const draw = random(23);
  const pairs = Array.from({ length: 300 }, () => {
    const tolerance = [{ absolute: 2.5 }, { relative: 0.05 }, { absolute: 1, relative: 0.01 }, null][
      Math.floor(draw() * 4)
    ] as { absolute?: number; relative?: number } | null;
    const one = Math.round((draw() - 0.5) * 2000) / 10;
    return { tolerance, one, other: Math.round((one + (draw() - 0.5) * 10) * 10) / 10 };
  });
  const { rows } = await world.handrail.database.query<{ same: boolean }>(
    `select answers_agree(nullif(p->'tolerance', 'null'), p->'one', p->'other') as same
       from jsonb_array_elements($1::jsonb) with ordinality as x(p, n) order by n`,
    [JSON.stringify(pairs)],
  );
  const expected = pairs.map(({ tolerance, one, other }) =>
    agrees(outputSchemaSchema.parse({ kind: 'number', ...(tolerance && { tolerance }) }), one, other),
  );
  expect(new Set(expected).size).toBe(2);
  expect(rows.map(({ same }) => same)).toEqual(expected);
});

it.each([
  // At the edge, as they are written and as they are kept.
  [{ absolute: 0.1 }, 0.30000000000000004, 0.2],
  [{ absolute: 0.1 }, 1_000_000_000.1, 1_000_000_000],
  [{ relative: 0.07 }, 100, 93],
  [{ absolute: 0 }, 1, 1.0000000000000002],
  [{ relative: 0.1 }, 0, 1e-300],
  [null, 5, 5.0],
  [null, ['a', 'b'], ['b', 'a']],
  [{ absolute: 1 }, ['a', 'b'], ['a', 'c']],
  [null, ['a'], ['a', 'b']],
  [{ absolute: 1 }, '1', '2'],
  [{ absolute: 1 }, 1, '1'],
])('within %j: %j and %j are the same in the database where they are in the code', async (tolerance, one, other) => {
  const { rows } = await world.handrail.database.query<{ same: boolean }>('select answers_agree($1, $2, $3) as same', [
    tolerance && JSON.stringify(tolerance),
    JSON.stringify(one),
    JSON.stringify(other),
  ]);
  expect(rows[0]?.same).toBe(agrees({ kind: 'number', ...(tolerance && { tolerance }) }, one, other));
});

describe('answers within the tolerance', () => {
  beforeAll(async () => {
    await moveTo(world, 'SHADOW');
    // Within it of both machines; at its edge; of one machine only; of none.
    for (const [machine, other, person] of [
      [100, 103, 101.5],
      [100, 100, 105],
      [100, 120, 99],
      [100, 100, 140],
    ] as const)
      await answered(machine, other, person);
  });

  it('count as agreement in the summary and in the hours', async () => {
    const { recentAtLevel, projectHours } = await ask<{
      recentAtLevel: { compared: number; agreed: number; meanError: number };
      projectHours: { compared: number; agreed: number }[];
    }>(
      'query ($id: ID!) { recentAtLevel(projectId: $id) { compared agreed meanError } projectHours(projectId: $id) { compared agreed } }',
    );
    // 1.5, 5, 1 and 40.
    expect(recentAtLevel).toEqual({ compared: 4, agreed: 3, meanError: expect.closeTo(47.5 / 4) });
    const sum = (of: 'compared' | 'agreed'): number => projectHours.reduce((total, hour) => total + hour[of], 0);
    expect([sum('compared'), sum('agreed')]).toEqual([4, 3]);
  });

  it('are no error on the curve, and none in the preview', async () => {
    const { errorCurve, policyPreview } = await ask<{
      errorCurve: { threshold: number; error: number | null }[];
      policyPreview: { proposed: { automatedLabelled: number; automatedWrong: number } };
    }>(`query ($id: ID!) { errorCurve(projectId: $id) { threshold error }
      policyPreview(projectId: $id, lastCases: 100, settings: { level: PARTIAL_AUTOMATION, globalThreshold: 0.9, auditRate: 0 }) {
        proposed { automatedLabelled automatedWrong } } }`);
    expect(errorCurve.find(({ threshold }) => threshold === 0.9)?.error).toBeCloseTo(0.25);
    expect(policyPreview.proposed).toEqual({ automatedLabelled: 4, automatedWrong: 1 });
  });

  it('are no difference between two machines, and right for both where they are', async () => {
    const { compareMachines, differingCases } = await ask<{
      compareMachines: { cases: number; differ: number; numbers: unknown };
      differingCases: { edges: unknown[] };
    }>(`query ($id: ID!) { compareMachines(projectId: $id, challenger: "m@1", champion: "n@1") {
        cases differ numbers { same meanDifference challengerMeanError championMeanError } }
      differingCases(projectId: $id, challenger: "m@1", champion: "n@1") { edges { node { id } } } }`);
    const numbers = {
      same: '± 5 EUR',
      meanDifference: expect.closeTo(23 / 4),
      challengerMeanError: expect.closeTo(47.5 / 4),
      championMeanError: expect.closeTo((1.5 + 5 + 21 + 40) / 4),
    };
    expect(compareMachines).toEqual({ cases: 4, differ: 1, numbers });
    expect(differingCases.edges).toHaveLength(1);
  });

  it('confirm what a machine has decided; what is outside corrects it', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { auditRate: 1 });
    await answered(50, 50, 54);
    await answered(60, 60, 66);
    const { rows } = await world.handrail.database.query(
      `select value, decided_by_kind as by from decision d join intake_case c on c.id = d.case_id
        where c.route->>'level' = 'FULL_AUTOMATION' order by c.created_at, sequence`,
    );
    expect(rows).toEqual([
      { value: 50, by: 'model' },
      { value: 60, by: 'model' },
      { value: 66, by: 'human' },
    ]);
  });
});

describe('second answers within the tolerance', () => {
  /** Somebody else's, to the case that was answered so. */
  async function alsoAnswered(answer: number, value: number): Promise<void> {
    const { rowCount } = await world.handrail.database.query(
      `with first as (select l.*, r.policy_version from label l join review r on r.id = l.review_id where l.value = $1::jsonb limit 1),
            again as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
              select gen_random_uuid(), case_id, project_id, policy_version, 'disagreement', true, false, 0, 'answered', now(), now() from first returning id)
       insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
       select gen_random_uuid(), again.id, case_id, project_id, (select id from person where email = 'other@t.example'), $2::jsonb, 1000, true, 0,
              created_at + interval '1 millisecond' from first, again`,
      [JSON.stringify(answer), JSON.stringify(value)],
    );
    expect(rowCount).toBe(1);
  }
  const post = async <T>(path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const headers = { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' };
    return (await (await fetch(`${world.handrail.url}/v1${path}`, { headers, ...init })).json()) as T;
  };
  beforeAll(async () => {
    await alsoAnswered(101.5, 104);
    await alsoAnswered(105, 111);
    await alsoAnswered(99, 99);
  });

  it.each([
    ['unanimous', {}, 5],
    ['majority', { minimumAgreement: 0.9 }, 5],
    ['newest', { minimumAgreement: 0.9 }, 5],
    ['majority', {}, 6],
  ])('are one by the rule %s with %j: %d rows, in the count and in the preview', async (consensus, filter, rows) => {
    const definition = { consensus, filter };
    const shown = await post<{ rows: unknown[] }>('/projects/mail/datasets/preview', definition);
    expect(shown.rows).toHaveLength(rows);
    expect(await post('/projects/mail/datasets/count', definition)).toMatchObject({ rows, isExact: true });
  });

  it('agree on the data card, and make their reviewers reliable', async () => {
    const { number } = await post<{ number: number }>('/projects/mail/datasets', { name: 'x', definition: {} });
    const card = await until('the dataset', async () => {
      const { state, card: made } = await post<{ state: string; card: DatasetCard }>(`/datasets/${number}`);
      return state === 'ready' ? made : undefined;
    });
    expect(card.agreement).toMatchObject({
      answeredTwice: 3,
      agreed: 2,
      // By the newest: 104, 111 and 99.
      number: { same: '± 5 EUR', meanDifference: expect.closeTo((2.5 + 6) / 6) },
    });
    expect(card.reviewers.map(({ others }) => others)).toEqual([
      expect.objectContaining({ cases: 3, equal: 2 }),
      expect.objectContaining({ cases: 3, equal: 2 }),
    ]);
  });
});

it('labels that are likely wrong are found among numbers too, and equal cases that have different ones', async () => {
  await moveTo(world, 'HUMAN_ONLY');
  const from = new Date().toISOString();
  const [SLIP, TWICE] = [17, 30];
  const draw = random(5);
  for (let n = 0; n < 60; n += 1) {
    await decide(world, {
      input: { text: `flat ${n === TWICE + 1 ? TWICE : n}`, amount: n === TWICE + 1 ? TWICE : n },
    });
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('nothing to label');
    const price = 100 + 10 * n + Math.round(4 * draw());
    await submit(world.reviewer, review, n === SLIP ? 10 * price : price);
  }
  const made = await fetch(`${world.handrail.url}/v1/projects/mail/datasets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'flats', definition: { filter: { from } } }),
  });
  const { number } = (await made.json()) as { number: number };
  const variables = { projectId: world.projectId, number };
  const QUALITY = `query ($projectId: ID!, $number: Int!) { datasetQuality(projectId: $projectId, number: $number) { state failure report } }`;
  type Quality = { datasetQuality: { state: string; failure: string | null; report: QualityReport | null } | null };
  await until('the dataset', async () => {
    const { errors } = await world.scientist.send(
      'mutation ($projectId: ID!, $number: Int!) { checkDatasetQuality(projectId: $projectId, number: $number) { state } }',
      variables,
    );
    return errors === undefined;
  });
  const { report, failure } = await until('the check', async () => {
    const { datasetQuality } = await world.scientist.run<Quality>(QUALITY, variables);
    return datasetQuality !== null && datasetQuality.state !== 'RUNNING' && datasetQuality;
  });
  if (!report) throw new Error(failure ?? 'no report');
  const { errors, conflicts, summaries, checked, agreed } = report;
  expect(checked).toBe(60);
  // Equal ones would agree by chance only, of prices from 100 to 700.
  expect(agreed).toBeGreaterThan(0.2);
  expect(errors.rows.map(({ id }) => summaries[id])).toEqual([`flat ${SLIP}`]);
  expect(errors.rows[0]?.times).toBeGreaterThan(50);
  expect(conflicts.groups.map((group) => group.map(({ id }) => summaries[id]))).toEqual([
    [`flat ${TWICE}`, `flat ${TWICE}`],
  ]);
});

it('a tolerance that is changed reads past answers again, and says so', async () => {
  const before = await world.admin.run<{ project: { inputSchema: unknown; policy: { version: number } } }>(
    '{ project(slug: "mail") { inputSchema policy { version } } }',
  );
  await world.admin.run('mutation ($input: ChangeSchemaInput!) { changeSchema(input: $input) { __typename } }', {
    input: {
      projectId: world.projectId,
      expectedVersion: before.project.policy.version,
      inputSchema: before.project.inputSchema,
      outputSchema: { ...OUTPUT, tolerance: { absolute: 1 } },
      reason: 'nearer',
    },
  });
  const { compareMachines } = await ask<{ compareMachines: { differ: number } }>(
    'query ($id: ID!) { compareMachines(projectId: $id, challenger: "m@1", champion: "n@1") { differ } }',
  );
  expect(compareMachines.differ).toBe(2);
  const { rows } = await world.handrail.database.query<{ detail: { says: string[] } }>(
    `select detail from audit_entry where action = 'project.schema'`,
  );
  expect(rows[0]?.detail.says).toEqual([expect.stringMatching(/same answer is ± 1 EUR: past answers/)]);
});
