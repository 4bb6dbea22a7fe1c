import { expect, it } from 'vitest';
import { size } from '../ui/format';
import { changesInWords, erasedInWords, mediaInWords, stateInWords } from './dataset-words';

const version = { state: 'READY', rows: 1, rowsDone: 1, rowsExpected: null, failure: null, changes: null } as const;

it('says how far a version is and what it changed', () => {
  expect(stateInWords(version)).toBe('1 row');
  expect(stateInWords({ ...version, state: 'BUILDING', rowsDone: 1500 })).toBe('Creating: 1,500 rows so far');
  expect(stateInWords({ ...version, state: 'FAILED', failure: 'no space' })).toBe('Given up: no space');
  expect(changesInWords(version)).toBe('First of its name');
  const changes = { __typename: 'DatasetChanges', against: 3, added: 2, removed: 0, changed: 1 } as const;
  expect(changesInWords({ ...version, changes })).toBe('2 added, 1 changed since 3');
  expect(changesInWords({ ...version, changes: { ...changes, added: 0, changed: 0 } })).toBe('Nothing since 3');
});

it('says why rows are gone', () => {
  const gone = { __typename: 'DatasetErasure', why: 'ON_REQUEST', rows: 1, last: '2026-11-25T12:00:00.000Z' } as const;
  expect(erasedInWords({ erasedRows: 1, erasures: [gone] })).toMatch(
    /^1 of its rows was erased.*: 1 on request, the last/,
  );
  const both = [gone, { ...gone, why: 'BY_AGE', rows: 2 } as const];
  expect(erasedInWords({ erasedRows: 3, erasures: both })).toMatch(/^3 of its rows were .*; 2 because they were older/);
  expect(erasedInWords({ erasedRows: 3, erasures: [] })).toBe('3 of its rows were erased since it was frozen.');
});

it('says what became of media', () => {
  const tally = {
    __typename: 'DatasetMediaTally',
    references: 3,
    files: 2,
    bytes: 2000,
    missing: 0,
    changed: 0,
  } as const;
  expect(mediaInWords(tally)).toBe('2 media files (2.0 kB) of 3 values');
  expect(mediaInWords({ ...tally, missing: 1, changed: 2 })).toMatch(/; 1 could not be had: .*; 2 are others than/);
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1_234_567, '1.2 MB'],
])('%i bytes', (bytes, expected) => expect(size(bytes)).toBe(expected));
