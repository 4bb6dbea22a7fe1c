import { expect, it } from 'vitest';
import { outputSchemaSchema } from '../schema/index.js';
import {
  addToConfusion,
  ambiguousRows,
  confusionOf,
  coverageHoles,
  likelyErrors,
  likelyNumberErrors,
  type ConfusionTally,
} from './quality.js';

const CLASSES = ['spam', 'ham'];
const row = (id: string, given: number, spam: number) => ({ id, given, chances: [spam, 1 - spam] });

it('doubts a label where the model is as sure of another class as of that class’s own rows', () => {
  const rows = [row('a', 0, 0.9), row('b', 0, 0.8), row('wrong', 0, 0.05), row('c', 1, 0.1), row('d', 1, 0.2)];
  // Ham's own rows have 0.85 on average; `wrong` has 0.95 for ham.
  expect(likelyErrors(rows, CLASSES)).toEqual([
    { id: 'wrong', label: 'spam', predicted: 'ham', confidence: 0.95, chance: 0.05 },
  ]);
});

it('does not doubt what a model that is never sure of a class says less surely than usual', () => {
  const rows = [row('a', 0, 0.9), row('b', 1, 0.3), row('c', 1, 0.2), row('d', 0, 0.4)];
  expect(likelyErrors(rows, CLASSES)).toEqual([]);
});

it('calls ambiguous what is close, the closest first', () => {
  const rows = [row('a', 0, 0.55), row('b', 1, 0.5), row('c', 1, 0.7)];
  expect(ambiguousRows(rows, CLASSES).map(({ id }) => id)).toEqual(['b', 'a']);
});

it('finds holes by doubt or by novelty, and puts first what would teach most', () => {
  const open = (id: string, segment: string | null, spam: number, novelty: number) => ({
    id,
    segment,
    chances: [spam, 1 - spam],
    novelty,
  });
  const holes = coverageHoles(
    [
      open('sure', null, 0.99, 0),
      open('new', 'sms', 0.99, 0.8),
      open('torn', 'sms', 0.6, 0.1),
      open('x', null, 0.45, 0),
    ],
    CLASSES,
  );
  expect(holes.map(({ segment, predicted, ids }) => [segment, predicted, ids])).toEqual([
    ['sms', 'spam', ['new', 'torn']],
    [null, 'ham', ['x']],
  ]);
});

it('says what each reviewer takes for what, on cases that others answered too', () => {
  const tally: ConfusionTally = new Map();
  const answer = (reviewer: string, value: string) => ({ reviewer, value });
  addToConfusion(tally, { label: 'spam', answers: [answer('R-1', 'spam'), answer('R-2', 'ham')] });
  addToConfusion(tally, { label: 'spam', answers: [answer('R-2', 'ham')] });
  expect(confusionOf(tally)).toEqual([
    { reviewer: 'R-1', shared: 1, agreed: 1, mistaken: [] },
    { reviewer: 'R-2', shared: 1, agreed: 0, mistaken: [{ label: 'spam', given: 'ham', count: 1 }] },
  ]);
});

it('numbers are doubted that are far off beside what is usual, and not the same by the tolerance', () => {
  const schema = outputSchemaSchema.parse({ kind: 'number', tolerance: { absolute: 5 } });
  const row = (id: string, given: number, times: number) => ({ id, given, predicted: 100, times, beyond: 0.9 });
  const rows = [row('usual', 120, 4.9), row('far', 130, 6), row('slip', 1000, 90), row('near', 104, 50)];
  expect(likelyNumberErrors(rows, schema)).toEqual([
    { id: 'slip', label: '1000', predicted: '100', confidence: 0.9, chance: expect.closeTo(0.1), times: 90 },
    { id: 'far', label: '130', predicted: '100', confidence: 0.9, chance: expect.closeTo(0.1), times: 6 },
  ]);
});
