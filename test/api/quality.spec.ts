import type { QualityReport } from '@handrail/shared/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freezeDoubtful, PLANTED, STRANGE, TWICE } from '../support/doubtful-labels.js';
import { until } from '../support/until.js';
import { claim, createWorld, submit, type World } from '../support/world.js';

type Quality = { state: string; failure: string | null; report: QualityReport | null } | null;

let world: World;
let number: number;
beforeAll(async () => {
  world = await createWorld();
  number = await freezeDoubtful(world);
});
afterAll(() => world.handrail.stop());

async function qualityOf(version: number): Promise<Quality> {
  const { datasetQuality } = await world.scientist.run<{ datasetQuality: Quality }>(
    'query ($projectId: ID!, $number: Int!) { datasetQuality(projectId: $projectId, number: $number) { state failure report } }',
    { projectId: world.projectId, number: version },
  );
  return datasetQuality;
}

async function check(version: number): Promise<NonNullable<Quality>> {
  await world.scientist.run(
    'mutation ($projectId: ID!, $number: Int!) { checkDatasetQuality(projectId: $projectId, number: $number) { state } }',
    { projectId: world.projectId, number: version },
  );
  return until('the check', async () => {
    const quality = await qualityOf(version);
    return quality !== null && quality.state !== 'RUNNING' && quality;
  });
}
/** Those of the cases that nobody labelled. What the model takes each for is its own business. */
const oddHoles = (report: QualityReport | null | undefined) =>
  (report?.holes.regions ?? []).filter(({ segment }) => segment === 'odd');
const ask = async (caseIds: readonly string[]) =>
  (
    await world.scientist.run<{ askReviewers: { opened: number; skipped: number } }>(
      'mutation ($input: AskReviewersInput!) { askReviewers(input: $input) { opened skipped } }',
      { input: { projectId: world.projectId, caseIds } },
    )
  ).askReviewers;

describe('a check of a version’s labels', () => {
  it('finds the wrong label, the conflicting and the near duplicate, and what no label covers', async () => {
    expect(await qualityOf(number)).toBeNull();
    const { state, report } = await check(number);
    if (!report) throw new Error(`no report: ${state}`);
    const say = (id: string): string => report.summaries[id] ?? id;
    expect(report.checked).toBe(84);
    expect(report.agreed).toBeGreaterThan(0.8);
    expect(report.errors.rows[0]).toMatchObject({ label: 'ham', predicted: 'spam' });
    expect(report.errors.rows.map(({ id }) => say(id))).toContain(PLANTED);
    expect(report.conflicts.count).toBe(1);
    expect(report.conflicts.groups[0]?.map(({ id, label }) => [say(id), label])).toEqual([
      [TWICE, 'ham'],
      [TWICE, 'spam'],
    ]);
    expect(report.near.pairs.length).toBeGreaterThan(0);
    const odd = oddHoles(report);
    expect(odd.reduce((sum, { cases }) => sum + cases, 0)).toBe(3);
    expect(odd.every(({ novelty }) => novelty > 0.5)).toBe(true);
    expect(odd.flatMap(({ ids }) => ids).every((id) => say(id).startsWith(STRANGE))).toBe(true);
  });

  it('sends a doubted label to a second person, blind, and tells nobody meanwhile what the model says', async () => {
    const doubted = (await qualityOf(number))?.report?.errors.rows.find(({ label }) => label === 'ham');
    if (!doubted) throw new Error('nothing is doubted');
    expect(await ask([doubted.id, doubted.id])).toEqual({ opened: 1, skipped: 0 });
    expect(await ask([doubted.id])).toEqual({ opened: 0, skipped: 1 });
    const shown = (await qualityOf(number))?.report?.errors.rows.find(({ id }) => id === doubted.id);
    expect(shown).toMatchObject({ inReview: true, predicted: null, confidence: null, chance: null, label: 'ham' });
    const [review] = await claim(world, world.other);
    if (!review) throw new Error('nothing to answer');
    expect(review).toMatchObject({ __typename: 'BlindReview' });
    await submit(world.other, review, 'spam');
    const again = await fetch(`${world.handrail.url}/v1/projects/mail/datasets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'doubtful' }),
    });
    const { number: next } = (await again.json()) as { number: number };
    const { report } = await until('the next check', () => check(next).catch(() => undefined));
    expect(report?.reviewers.map(({ shared, agreed, mistaken }) => ({ shared, agreed, mistaken }))).toEqual(
      expect.arrayContaining([
        { shared: 1, agreed: 1, mistaken: [] },
        { shared: 1, agreed: 0, mistaken: [{ label: 'spam', given: 'ham', count: 1 }] },
      ]),
    );
  });

  it('closes a hole with labels that no estimate counts', async () => {
    const ids = oddHoles((await qualityOf(number))?.report).flatMap((hole) => hole.ids);
    expect(await ask(ids)).toEqual({ opened: 3, skipped: 0 });
    const { rows } = await world.handrail.database.query(
      `select distinct reason, blind, decides from review where case_id = any($1::uuid[])`,
      [ids],
    );
    expect(rows).toEqual([{ reason: 'disagreement', blind: true, decides: false }]);
  });

  it('is gone with a case that is erased', async () => {
    const id = (await qualityOf(number))?.report?.conflicts.groups[0]?.[0]?.id;
    await world.admin.run('mutation ($input: EraseCaseInput!) { eraseCase(input: $input) { datasets } }', {
      input: { caseId: id, reason: 'The sender asked for it.' },
    });
    expect(await qualityOf(number)).toBeNull();
    const { rows } = await world.handrail.database.query(`select 1 from dataset_quality where report::text like $1`, [
      `%${TWICE}%`,
    ]);
    expect(rows).toEqual([]);
  });

  it('says why there is nothing to check', async () => {
    const made = await fetch(`${world.handrail.url}/v1/projects/mail/datasets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'few', definition: { filter: { reasons: ['appeal'] } } }),
    });
    const few = (await made.json()) as { number: number };
    const { state, failure } = await until('the check of a few', () => check(few.number).catch(() => undefined));
    expect(state).toBe('FAILED');
    expect(failure).toContain('needs at least');
  });
});
