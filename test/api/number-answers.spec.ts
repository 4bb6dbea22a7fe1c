import { agrees, outputSchemaSchema } from '@handrail/shared/schema';
import { random } from '@handrail/shared/stats/simulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
      recentAtLevel: { compared: number; agreed: number };
      projectHours: { compared: number; agreed: number }[];
    }>(
      'query ($id: ID!) { recentAtLevel(projectId: $id) { compared agreed } projectHours(projectId: $id) { compared agreed } }',
    );
    expect(recentAtLevel).toEqual({ compared: 4, agreed: 3 });
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
      compareMachines: { cases: number; differ: number };
      differingCases: { edges: unknown[] };
    }>(`query ($id: ID!) { compareMachines(projectId: $id, challenger: "m@1", champion: "n@1") { cases differ }
      differingCases(projectId: $id, challenger: "m@1", champion: "n@1") { edges { node { id } } } }`);
    expect(compareMachines).toEqual({ cases: 4, differ: 1 });
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
