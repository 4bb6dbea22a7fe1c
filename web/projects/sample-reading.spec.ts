import { readSample, type Sample } from '@handrail/shared/imports';
import { expect, it } from 'vitest';
import { exampleOf, START, withAnswer, withColumnReading, withSample, type Draft } from './wizard-draft';

function sampleOf(text: string): Sample {
  const read = readSample(text, { isWhole: true });
  if (!read.ok) throw new Error(read.message);
  return read.sample;
}
const sample = sampleOf(
  'text,flag,amount,grade,label\na,yes,1.234,NA,spam\nb,no,2.345,A,ham\nc,yes,3.456,A,spam\nd,no,4.567,B,ham\n',
);
const of = (draft: Draft, column: string) => draft.fields.find((field) => field.column === column);

it('what was guessed of a column is in the draft, and can be said otherwise', () => {
  const draft = withSample(START, sample, 'a.csv');
  expect(of(draft, 'amount')).toMatchObject({ type: 'number', reading: {} });
  expect(exampleOf(draft)).toMatchObject({ amount: 1.234 });

  const german = withColumnReading(draft, sample, { column: 'amount', part: { numbers: '1.234,5' } });
  expect(of(german, 'amount')).toMatchObject({ type: 'number', reading: { numbers: '1.234,5' } });
  expect(exampleOf(german)).toMatchObject({ amount: 1234 });

  const empty = withColumnReading(german, sample, { column: 'grade', part: { missing: ['NA'] } });
  expect([of(draft, 'grade')?.required, of(empty, 'grade')?.required]).toEqual([true, false]);
  expect(of(empty, 'amount')?.reading).toEqual({ numbers: '1.234,5' });

  expect(of(draft, 'flag')?.type).not.toBe('boolean');
  const flags = withColumnReading(empty, sample, { column: 'flag', part: { yes: ['yes'], no: ['no'] } });
  expect(of(flags, 'flag')).toMatchObject({ type: 'boolean', title: of(draft, 'flag')?.title });
  expect(exampleOf(flags)).toMatchObject({ flag: true, amount: 1234 });
  expect(flags.readings).toEqual({
    amount: { numbers: '1.234,5' },
    grade: { missing: ['NA'] },
    flag: { yes: ['yes'], no: ['no'] },
  });
});

it('the answer’s labels follow how its column is read', () => {
  const draft = withSample(START, sample, 'a.csv');
  const grade = draft.answers.find(({ column }) => column === 'grade');
  if (!grade) throw new Error('unreachable');
  const before = withAnswer(draft, grade);
  expect(before.labels.map(({ value }) => value)).toContain('NA');
  const after = withColumnReading(before, sample, { column: 'grade', part: { missing: ['NA'] } });
  expect([after.answerColumn, after.labels.map(({ value }) => value).sort()]).toEqual(['grade', ['A', 'B']]);
});

it('the separator and the line of names can be said', () => {
  const text = '1;2\n3;4\n';
  const guessed = readSample(text, { isWhole: true });
  const said = readSample(text, { isWhole: true, reading: { separator: ';', header: true } });
  expect([guessed, said].map((read) => read.ok && read.sample.columns)).toEqual([
    ['column_1', 'column_2'],
    ['1', '2'],
  ]);
});

it('the example is read by the types that were chosen, and a chosen type stays while its words are said one by one', () => {
  const paid = sampleOf('text,paid,zip,label\na,paga,12345,x\nb,nada,20095,y\nc,paga,12345,x\nd,nada,20095,y\n');
  const typed = (draft: Draft, column: string, type: 'boolean' | 'text'): Draft => ({
    ...draft,
    fields: draft.fields.map((field) => (field.column === column ? { ...field, type } : field)),
  });
  const chosen = typed(typed(withSample(START, paid, 'a.csv'), 'paid', 'boolean'), 'zip', 'text');
  expect(exampleOf(chosen)).toEqual({ text: 'a', zip: '12345' });
  const half = withColumnReading(chosen, paid, { column: 'paid', part: { yes: ['paga'] } });
  expect([of(half, 'paid')?.type, exampleOf(half)]).toEqual(['boolean', { text: 'a', zip: '12345', paid: true }]);
  const whole = withColumnReading(half, paid, { column: 'paid', part: { no: ['nada'] } });
  expect([of(whole, 'paid')?.type, of(whole, 'zip')?.type]).toEqual(['boolean', 'text']);
});
