import { describe, expect, it } from 'vitest';
import { inputSchemaSchema, outputSchemaSchema, type CaseInput } from '../schema/index.js';
import { hashUniform } from '../stats/index.js';
import { datasetDefinitionSchema } from './definition.js';
import { addToProfile, emptyProfile, profileOf, type DatasetProfile } from './profile.js';
import { datasetRow } from './row.js';
import { versionDrift } from './version-drift.js';

const INPUT = inputSchemaSchema.parse({
  fields: [
    { name: 'text', type: 'text' },
    { name: 'amount', type: 'number', required: false },
    { name: 'kind', type: 'category', required: false },
    { name: 'sent', type: 'date-time', required: false },
    { name: 'picture', type: 'image-url', required: false },
  ],
});
const OUTPUT = outputSchemaSchema.parse({ kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] });
const DEFINITION = datasetDefinitionSchema.parse({});
const TIME = '2026-11-25T00:00:00.000Z';

const chance = (seed: string): number => hashUniform({ salt: 'spec', purpose: 'drift', key: seed });

function profile(seed: string, rows: number, input: (u: number, at: number) => CaseInput, spam = 0.5): DatasetProfile {
  const tally = emptyProfile(INPUT, OUTPUT);
  for (let at = 0; at < rows; at += 1) {
    const value = chance(`${seed} label ${at}`) < spam ? 'spam' : 'ham';
    const label = {
      value,
      reviewer: 'R-1',
      labelled_at: TIME,
      seconds: 1,
      blind: true,
      shown_prediction: false,
    } as const;
    const row = datasetRow(
      {
        id: `${seed}-${at}`,
        case_key: `${at}`,
        created_at: TIME,
        segment: null,
        input: input(chance(`${seed} ${at}`), at),
        metadata: null,
        level: 'HUMAN_ONLY',
        policy_version: 1,
        threshold: null,
        route_reason: 'level',
        propensity: 1,
        blind_propensity: 1,
        machine: null,
        rollout_arm: null,
        labels: [{ ...label, reason: 'level', source: 'reviewer', note: null }],
        predictions: [],
        decision: null,
      },
      DEFINITION,
      { salt: 'salt', outputSchema: OUTPUT },
    );
    if (row) addToProfile(tally, row);
  }
  return profileOf(tally);
}

const usual = (u: number): CaseInput => ({
  text: 'x'.repeat(20 + Math.floor(u * 60)),
  amount: 100 * u,
  kind: u < 0.3 ? 'a' : 'b',
});
const verdicts = (before: DatasetProfile, now: DatasetProfile): Record<string, string> =>
  Object.fromEntries(versionDrift(before, now).map(({ part, verdict }) => [part, verdict]));

describe('drift between versions', () => {
  it('finds nothing in equal rows, and nothing in rows like them', () => {
    const before = profile('a', 2000, usual);
    for (const { moved, psi, jensenShannon, p } of versionDrift(before, before))
      expect([moved, psi, jensenShannon, p]).toEqual([0, 0, 0, 1]);
    expect(new Set(Object.values(verdicts(before, profile('b', 3000, usual))))).toEqual(new Set(['steady']));
  });

  it.each([
    ['numbers that grew', 'input.amount', (u: number) => ({ ...usual(u), amount: 100 * u + 40 })],
    ['a category that became rare', 'input.kind', (u: number) => ({ ...usual(u), kind: u < 0.1 ? 'a' : 'b' })],
    ['a category that is new', 'input.kind', (u: number) => ({ ...usual(u), kind: u < 0.2 ? 'new' : 'b' })],
    [
      'texts that are longer',
      'input.text',
      (u: number) => ({ ...usual(u), text: 'x'.repeat(60 + Math.floor(u * 60)) }),
    ],
    [
      'values that are missing',
      'input.amount',
      (u: number, at: number) => (at % 5 === 0 ? { text: 'x'.repeat(50), kind: 'b' } : usual(u)),
    ],
    ['times of another month', 'input.sent', (u: number) => ({ ...usual(u), sent: TIME })],
    ['pictures that came', 'input.picture', (u: number) => ({ ...usual(u), picture: 'https://x.example/1.png' })],
    ['a field that is of another kind', 'input.amount', (u: number) => ({ ...usual(u), amount: 'many' })],
  ] as const)('finds %s', (_, part, input) => {
    const drift = versionDrift(profile('a', 2000, usual), profile('b', 2000, input));
    expect(drift.find((one) => one.part === part)).toMatchObject({ verdict: 'moved' });
    expect(drift.find((one) => one.part === part)?.psi).toBeGreaterThan(
      drift.find((one) => one.part === part)?.psiByLuck ?? 9,
    );
    expect(drift.find((one) => one.part === 'label')).toMatchObject({ verdict: 'steady' });
  });

  it('finds a balance of labels that moved, by how much', () => {
    const [label] = versionDrift(profile('a', 4000, usual), profile('b', 4000, usual, 0.7)).filter(
      ({ part }) => part === 'label',
    );
    expect(label?.verdict).toBe('moved');
    expect(label?.moved).toBeCloseTo(0.2, 1);
  });

  it('says that rows are too few, and nothing of none', () => {
    const other = (u: number): CaseInput => ({ ...usual(u), amount: 1e6 });
    expect(verdicts(profile('a', 49, usual), profile('b', 5000, other))['input.amount']).toBe('too_few');
    expect(versionDrift(profile('a', 0, usual), profile('b', 50, usual))).toEqual([]);
  });

  it('counts what a million different values are in bounded room, and equal rows alike', () => {
    const many = profile('a', 3000, (u, at) => ({ text: 'x', amount: u * 10 ** (at % 40), kind: `kind ${at}` }));
    expect(many['input.kind']?.counts).toHaveLength(500);
    expect(many['input.kind']?.other).toBe(2500);
    expect(JSON.stringify(profile('a', 300, usual))).toBe(JSON.stringify(profile('a', 300, usual)));
  });

  it('is fooled once in a hundred times at most', () => {
    const before = profile('before', 500, usual);
    const fooled = Array.from({ length: 60 }, (_, at) =>
      Object.values(verdicts(before, profile(`now ${at}`, 500, usual))),
    ).filter((found) => found.includes('moved'));
    expect(fooled.length).toBeLessThanOrEqual(2);
  });
});
