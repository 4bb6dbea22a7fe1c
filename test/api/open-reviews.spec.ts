import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetCard, DatasetRow } from '@handrail/shared/datasets';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

const CASES = 60;
let world: World;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'AI_ASSISTANCE', { auditRate: 0.5, blindControlRate: 0.5 });
  for (let at = 0; at < CASES; at += 1) {
    const confidence = 0.5 + (at % 40) / 100;
    const predictions = [{ model: 'filter@1', value: 'spam', confidence }];
    expect((await decide(world, { input: { text: `mail ${at}` }, predictions })).status).toBeLessThan(300);
  }
});
afterAll(() => world.handrail.stop());

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${world.handrail.url}/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
  });

async function answerSome(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('nothing to label');
    expect((await submit(world.reviewer, review, 'ham')).__typename).toBe('SubmitLabelSuccess');
  }
}

async function frozen(name: string, filter = {}): Promise<{ card: DatasetCard; rows: DatasetRow[]; number: number }> {
  const body = JSON.stringify({ name, definition: { filter } });
  const started = await call('/projects/mail/datasets', { method: 'POST', body });
  const location = (started.headers.get('location') ?? '').replace('/v1', '');
  const view = await until('the dataset', async () => {
    const found = (await (await call(location)).json()) as { state: string; number: number; card: DatasetCard };
    return found.state === 'building' ? undefined : found;
  });
  const lines = (await (await call(`${location}/data.jsonl`)).text()).split('\n').filter((line) => line !== '');
  return { ...view, rows: lines.map((line) => JSON.parse(line) as DatasetRow) };
}
const sumOf = (rows: readonly DatasetRow[]): number => rows.reduce((sum, { weight }) => sum + (weight ?? 0), 0);

describe('a version that is frozen while reviews wait', () => {
  it('says which, and its weights are of all cases that came', async () => {
    await answerSome(24);
    const { card, rows, number } = await frozen('begun');
    expect(card.openReviews).toMatchObject({ count: CASES - 24, answered: 24, notStoodFor: 0 });
    const [controls, suggested] = ['blind_control', 'level'].map((reason) =>
      card.openReviews?.strata.find((stratum) => stratum.reason === reason),
    );
    expect(controls).toMatchObject({ blind: true, order: 'chance', stoodForBy: 'share', level: 'AI_ASSISTANCE' });
    expect(suggested).toMatchObject({ blind: false, order: 'confidence', stoodForBy: 'controls' });
    const shown = rows.filter(({ selection_reason: reason }) => reason === 'level');
    for (const row of shown) expect(row).toMatchObject({ weight: null, weight_reason: 'order' });
    // Half of the cases are controls by chance: each that is answered counts for its share, and for one that is none.
    const all = (controls?.answered ?? 0) + (controls?.open ?? 0);
    expect(rows.filter(({ weight }) => weight !== null)).toHaveLength(controls?.answered ?? -1);
    expect(sumOf(rows)).toBeCloseTo(all / 0.5, 6);
    const preview = await call('/projects/mail/datasets/preview', { method: 'POST', body: '{}' });
    const { rows: looked } = (await preview.json()) as { rows: DatasetRow[] };
    expect(sumOf(looked)).toBeCloseTo(sumOf(rows), 6);
    const readme = await (await call(`/datasets/${number}/data.hf.tar`)).text();
    expect(readme).toContain(`**${CASES - 24} of ${CASES} reviews of the strata below had no answer`);
  });

  it('counts blind labels alone by the same share', async () => {
    const { rows } = await frozen('blind', { blind: true });
    expect(rows.every(({ weight_reason: why }) => why === 'answered_share')).toBe(true);
    const { rows: any } = await frozen('begun');
    expect(sumOf(rows)).toBeCloseTo(sumOf(any), 6);
  });

  it('has the weights of routing once all are answered', async () => {
    await answerSome(CASES - 24);
    const { card, rows } = await frozen('whole');
    expect(card.openReviews).toMatchObject({ count: 0, strata: [] });
    expect(rows).toHaveLength(CASES);
    for (const row of rows) expect(row).toMatchObject({ weight: 1, weight_reason: 'recorded' });
  });
});
