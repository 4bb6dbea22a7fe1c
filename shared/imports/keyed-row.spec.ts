import { describe, expect, it } from 'vitest';
import type { OutputSchema } from '../schema/index.js';
import type { ImportedRow } from './import-row.js';
import { isSameCase, rowOfKnownCase, type KeyedBefore } from './keyed-row.js';

const OUTPUT: OutputSchema = { kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] };
const ROW: ImportedRow = {
  key: '7',
  input: { text: 'a', constructor: 'b' },
  label: 'spam',
  prediction: null,
  at: null,
  segment: null,
  annotator: null,
  selectionProb: null,
};
const ANSWER = { value: 'spam', annotator: null, isGold: false, at: new Date('2026-01-02T00:00:00Z') };
const BEFORE: KeyedBefore = {
  input: { constructor: 'b', text: 'a' },
  segment: null,
  system: null,
  answers: [ANSWER],
  isAnsweredHere: false,
};
const of = (row: Partial<ImportedRow>, before: Partial<KeyedBefore> = {}, more: readonly ImportedRow[] = []) =>
  rowOfKnownCase({ row: { ...ROW, ...row }, more, isGold: false }, { ...BEFORE, ...before }, OUTPUT);

describe('a row whose key was imported before', () => {
  it('changes nothing where it is the same', () => {
    expect(of({})).toEqual({ kind: 'unchanged' });
    expect(of({ label: null })).toEqual({ kind: 'unchanged' });
  });

  it('is an update where the answer is another one, and where it becomes gold', () => {
    expect(of({ label: 'ham' })).toEqual({ kind: 'updated', answers: [{ ...ROW, label: 'ham' }] });
    expect(rowOfKnownCase({ row: ROW, more: [], isGold: true }, BEFORE, OUTPUT).kind).toBe('updated');
    expect(of({}, { answers: [ANSWER, { ...ANSWER, value: 'ham' }] }).kind).toBe('updated');
    const more = { ...ROW, label: 'ham', annotator: 'B' };
    expect(of({}, {}, [more])).toEqual({ kind: 'updated', answers: [more, ROW] });
    expect(of({}, { answers: [{ ...ANSWER, value: 'ham', annotator: 'B' }, ANSWER] }, [more]).kind).toBe('unchanged');
  });

  it('is another case where another thing was asked, or the previous system had said another', () => {
    const isSame = (row: Partial<ImportedRow>, before: Partial<KeyedBefore> = {}) =>
      isSameCase({ ...ROW, ...row }, { ...BEFORE, ...before }, OUTPUT);
    expect(isSame({ label: 'ham' })).toBe(true);
    expect(isSame({ input: { text: 'b', constructor: 'b' } })).toBe(false);
    expect(isSame({ input: { text: 'a' } })).toBe(false);
    expect(isSame({ segment: 'eu' })).toBe(false);
    const prediction = { value: 'ham', confidence: 0.5 };
    expect(isSame({ prediction })).toBe(false);
    expect(isSame({ prediction }, { system: prediction })).toBe(true);
    expect(isSame({ prediction }, { system: { ...prediction, confidence: null } })).toBe(false);
  });

  it('is a conflict where what stands is newer, or was answered here', () => {
    expect(of({ label: 'ham', at: '2026-01-01T00:00:00.000Z' }).kind).toBe('conflict');
    expect(of({ label: 'ham', at: '2026-01-02T00:00:00.000Z' }).kind).toBe('updated');
    expect(of({ label: 'ham' }, { isAnsweredHere: true }).kind).toBe('conflict');
    expect(of({}, { isAnsweredHere: true }).kind).toBe('unchanged');
  });
});
