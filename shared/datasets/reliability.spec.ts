import { expect, it } from 'vitest';
import { outputSchemaSchema, type OutputValue } from '../schema/index.js';
import { addToTally, cardOf, emptyTally } from './card.js';
import { datasetDefinitionSchema } from './definition.js';
import { datasetRow, type RowFacts, type RowLabel } from './row.js';

const FACTS: Omit<RowFacts, 'id' | 'labels'> = {
  case_key: 'k',
  created_at: '2026-11-25T00:00:00.000Z',
  segment: null,
  input: { text: 'a' },
  metadata: null,
  level: 'HUMAN_ONLY',
  policy_version: 1,
  threshold: null,
  route_reason: 'level',
  propensity: 1,
  blind_propensity: 1,
  machine: null,
  rollout_arm: null,
  predictions: [],
  decision: null,
};
const said = (reviewer: string, value: OutputValue): RowLabel => ({
  value,
  reviewer,
  labelled_at: FACTS.created_at,
  seconds: 1,
  blind: true,
  shown_prediction: false,
  reason: 'level',
  source: 'reviewer',
  note: null,
});
const known = (value: OutputValue): RowLabel => ({ ...said('file', value), source: 'import', reason: 'gold' });

it('tells how reliable reviewers are, by known answers and by what the others said, with Wilson’s interval', () => {
  const outputSchema = outputSchemaSchema.parse({ kind: 'text' });
  const tally = emptyTally(outputSchema);
  const cases: RowLabel[][] = [
    ...Array.from({ length: 20 }, () => [said('ada', 'x'), said('bob', 'x'), said('cy', 'y')]),
    // The two others are split: nothing to compare `ada` with, but each of them is compared.
    [said('ada', 'x'), said('bob', 'x'), said('cy', 'y')],
    [said('ada', 'y'), said('bob', 'x'), said('cy', 'y')],
    ...Array.from({ length: 4 }, () => [known('x'), said('bob', 'x')]),
    [known('x'), said('bob', 'y')],
    [said('dot', 'x')],
  ];
  const definition = datasetDefinitionSchema.parse({});
  for (const [at, labels] of cases.entries()) {
    const row = datasetRow({ ...FACTS, id: `case ${at}`, labels }, definition, { salt: 'salt', outputSchema });
    if (row) addToTally(tally, row);
  }
  const by = new Map(cardOf(tally).reviewers.map((one) => [one.reviewer, one]));
  expect(tally.rows).toBe(cases.length);
  // ada: the others say x and y in the first 21, and x and y in the next: never a majority.
  expect(by.get('ada')).toMatchObject({ gold: null, others: null, shared: 22 });
  // cy said y where ada and bob both said x, 21 times.
  expect(by.get('cy')?.others).toEqual({
    cases: 21,
    equal: 0,
    lower: 0,
    upper: expect.closeTo(0.154639, 5),
  });
  // bob said x where ada and cy both said y.
  expect(by.get('bob')?.others).toEqual({ cases: 1, equal: 0, lower: 0, upper: expect.closeTo(0.793451, 5) });
  expect(by.get('bob')?.gold).toEqual({
    cases: 5,
    equal: 4,
    lower: expect.closeTo(0.375535, 5),
    upper: expect.closeTo(0.963776, 5),
  });
  expect(by.get('dot')).toMatchObject({ gold: null, others: null });
});

it('holds numbers together that lie within the tolerance, and says how far apart they are', () => {
  const outputSchema = outputSchemaSchema.parse({ kind: 'number', unit: 'EUR', tolerance: { absolute: 5 } });
  const tally = emptyTally(outputSchema);
  const cases: RowLabel[][] = [
    // All within 5 of each other, and no two equal.
    [said('ada', 100), said('bob', 103), said('cy', 98)],
    // cy is away from what the two others hold.
    [said('cy', 240), said('ada', 202), said('bob', 200)],
    [known(300), said('bob', 304)],
  ];
  const definition = datasetDefinitionSchema.parse({ consensus: 'majority' });
  for (const [at, labels] of cases.entries()) {
    const row = datasetRow({ ...FACTS, id: `case ${at}`, labels }, definition, { salt: 'salt', outputSchema });
    if (row) addToTally(tally, row);
  }
  const { agreement, reviewers, numbers } = cardOf(tally);
  expect(numbers).toEqual({
    rows: 3,
    mean: expect.closeTo(598 / 3),
    deviation: expect.closeTo(101.0017, 4),
    least: 98,
    most: 300,
  });
  expect(agreement).toMatchObject({ answeredTwice: 3, agreed: 2 });
  // From the labels 98, 200 and 300: 2 + 5 + 0, 40 + 2 + 0, 0 + 4.
  expect(agreement.number).toEqual({ same: '± 5 EUR', meanDifference: expect.closeTo(53 / 8) });
  const by = new Map(reviewers.map((one) => [one.reviewer, one]));
  expect(by.get('ada')).toMatchObject({ shared: 2, agreed: 2, others: { cases: 1, equal: 1 } });
  expect(by.get('bob')).toMatchObject({ agreed: 3, others: { cases: 1, equal: 1 }, gold: { cases: 1, equal: 1 } });
  expect(by.get('cy')).toMatchObject({ agreed: 1, others: { cases: 2, equal: 1 } });
});
