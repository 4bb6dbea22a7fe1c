import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../support/handrail.js';
import { createWorld, type World } from '../support/world.js';

type Risk = { id: string; version: number; title: string; metrics: string[]; isUnwatched: boolean; owner: unknown };
type Metric = { id: string; risks: number; isIdle: boolean; retiredBy: string | null };
type Register = {
  risks: Risk[];
  suggestions: { key: string }[];
  metrics: Metric[];
  possibleOwners: { id: string; name: string }[];
};
const PARTS = `risks { id version title metrics isUnwatched owner { name } } suggestions { key }
  metrics { id risks isIdle retiredBy } possibleOwners { id name }`;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

async function run(who: Session, call: string, variables: Record<string, unknown> = {}): Promise<Register> {
  const [name = ''] = call.split('(');
  const types = { input: 'SaveRiskInput!', keys: '[String!]!', metric: 'String!', id: 'ID!', version: 'Int!' };
  const given = { projectId: world.projectId, ...variables };
  const declared = Object.entries({ projectId: 'ID!', ...types })
    .filter(([variable]) => call.includes(`$${variable}`))
    .map(([variable, type]) => `$${variable}: ${type}`);
  const kind = name === 'riskRegister' ? 'query' : 'mutation';
  const data = await who.run<Record<string, Register>>(
    `${kind} (${declared.join(', ')}) { ${call} { ${PARTS} } }`,
    given,
  );
  const register = data[name];
  if (!register) throw new Error(`no ${name}`);
  return register;
}
const read = (who = world.scientist) => run(who, 'riskRegister(projectId: $projectId)');
const save = (risk: Record<string, unknown>, who = world.admin) =>
  run(who, 'saveRisk(input: $input)', {
    input: { projectId: world.projectId, title: 'A', likelihood: 2, impact: 2, metrics: [], ...risk },
  });
const take = (keys: string[]) => run(world.admin, 'takeStartingRisks(projectId: $projectId, keys: $keys)', { keys });
const retire = (metric: string, who = world.admin) =>
  run(who, 'retireMetric(projectId: $projectId, metric: $metric)', { metric });
const bringBack = (metric: string) =>
  run(world.admin, 'bringBackMetric(projectId: $projectId, metric: $metric)', { metric });
const metricIn = ({ metrics }: Register, id: string) => metrics.find((metric) => metric.id === id);

async function audited(action: string): Promise<string[]> {
  const { rows } = await world.handrail.database.query<{ actor: string; subject: string }>(
    'select actor, subject from audit_entry where action = $1 order by created_at, id',
    [action],
  );
  return rows.map(({ actor, subject }) => `${actor}: ${subject}`);
}

describe('the risk register', () => {
  it('suggests what goes wrong in a project of this sort, and takes each line once, from two hands at the same time', async () => {
    const before = await read();
    expect(before.risks).toEqual([]);
    const keys = before.suggestions.map(({ key }) => key);
    expect(keys).toContain('text-changes');
    expect(keys).not.toContain('images-degrade');
    expect(before.metrics.every(({ isIdle }) => isIdle)).toBe(true);
    await Promise.all([take(keys), take(keys)]);
    const after = await read();
    expect(after.risks).toHaveLength(keys.length);
    expect(after.suggestions).toEqual([]);
    expect(after.risks.filter(({ isUnwatched }) => isUnwatched).map(({ title }) => title)).toEqual([
      'Somebody writes texts to mislead the machine',
    ]);
    expect(await audited('risk.add')).toEqual([`Ada: ${keys.length} of the starting list`]);
  });

  it('does not suggest again what was removed', async () => {
    const [risk] = (await read()).risks;
    if (!risk) throw new Error('unreachable');
    const gone = await run(world.admin, 'removeRisk(projectId: $projectId, id: $id, expectedVersion: $version)', risk);
    expect(gone.risks.map(({ id }) => id)).not.toContain(risk.id);
    expect(gone.suggestions).toEqual([]);
  });

  it('marks a risk without a metric until it names one, and a metric that is retired reveals nothing', async () => {
    const added = (await save({ title: 'The moon falls' })).risks.find(({ title }) => title === 'The moon falls');
    expect(added).toMatchObject({ isUnwatched: true, version: 1, owner: null });
    const metric = 'people.answers';
    const owner = (await read()).possibleOwners.find(({ name }) => name === 'scientist');
    const change = { id: added?.id, title: 'The moon falls', metrics: [metric], ownerId: owner?.id };
    const named = await save({ ...change, expectedVersion: 1 });
    const moon = ({ risks }: Register) => risks.find(({ id }) => id === added?.id);
    expect(moon(named)).toMatchObject({ isUnwatched: false, version: 2, owner: { name: 'scientist' } });
    expect(metricIn(named, metric)).toMatchObject({ risks: 1, isIdle: false });
    const retired = await retire(metric);
    expect(moon(retired)).toMatchObject({ isUnwatched: true });
    expect(metricIn(retired, metric)).toMatchObject({ retiredBy: 'Ada', isIdle: false });
    expect(moon(await bringBack(metric))).toMatchObject({ isUnwatched: false });
    expect(metricIn(await read(), metric)).toMatchObject({ retiredBy: null });
  });

  it('writes down who retired a metric and who brought it back, once however often it is asked', async () => {
    await Promise.all([retire('input.cases'), retire('input.cases')]);
    await bringBack('input.cases');
    await bringBack('input.cases');
    expect((await audited('metric.retire')).filter((line) => line.endsWith('input.cases'))).toEqual([
      'Ada: input.cases',
    ]);
    expect((await audited('metric.bring-back')).filter((line) => line.endsWith('input.cases'))).toEqual([
      'Ada: input.cases',
    ]);
  });

  it('lets one of two changes of the same version win', async () => {
    const [risk] = (await read()).risks;
    const change = { id: risk?.id, expectedVersion: risk?.version };
    const outcomes = await Promise.allSettled([save({ ...change, title: 'One' }), save({ ...change, title: 'Two' })]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [lost] = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(String(lost?.reason)).toContain('Somebody changed or removed this risk meanwhile');
  });

  it('refuses what does not fit and names it', async () => {
    const reviewer = await world.handrail.database.query<{ id: string }>(
      `select id from person where email = 'reviewer@t.example'`,
    );
    for (const [bad, complaint] of [
      [{ likelihood: 0 }, /value/],
      [{ impact: 6 }, /value/],
      [{ title: ' ' }, /value/],
      [{ metrics: ['nothing.like_it'] }, /value/],
      [{ metrics: ['input.cases', 'input.cases'] }, /value/],
      [{ ownerId: reviewer.rows[0]?.id }, /cannot see the register/],
      [{ id: '00000000-0000-7000-8000-000000000000', expectedVersion: 1 }, /meanwhile/],
    ] as const)
      await expect(save(bad), JSON.stringify(bad)).rejects.toThrow(complaint);
    await expect(retire('nothing.like_it')).rejects.toThrow(/value/);
  });

  it('is read by data scientists and admins, and changed by admins only', async () => {
    await expect(read(world.reviewer)).rejects.toThrow(/monitoring:read/);
    await expect(save({}, world.scientist)).rejects.toThrow(/monitoring:edit/);
    await expect(retire('input.cases', world.scientist)).rejects.toThrow(/monitoring:edit/);
  });
});
