import { describe, expect, it } from 'vitest';
import { activeOf, ALL, filterOf, instantOf, localOf, MORE, unreadableIn } from './decision-search';

const LABEL = { kind: 'label', labels: [{ value: 'spam' }, { value: '7' }] } as const;
const NUMBER = { kind: 'number', integer: false } as const;
const CASE = '0192f0c1-1111-7000-8000-000000000001';

describe('filterOf', () => {
  it('takes an id for an id and everything else for a key', () => {
    expect(filterOf({ id: CASE }, { ...LABEL, labels: [...LABEL.labels] })).toEqual({ id: CASE });
    expect(filterOf({ id: 'order-1' }, NUMBER)).toEqual({ key: 'order-1' });
  });

  it('reads answers and numbers as the project has them, however the link wrote them', () => {
    expect(filterOf({ value: 7, min: '0.5', max: 0.9, segment: 12 }, { ...LABEL, labels: [...LABEL.labels] })).toEqual({
      value: '7',
      confidenceFrom: 0.5,
      confidenceTo: 0.9,
      segment: '12',
    });
    expect(filterOf({ value: '7' }, NUMBER)).toEqual({ value: 7 });
  });

  it('reads numbers as every field does, and says what it cannot read instead of guessing', () => {
    expect(filterOf({ value: '12,5', min: '.5' }, NUMBER)).toEqual({ value: 12.5, confidenceFrom: 0.5 });
    const unread = { value: '1e3', min: '0x1', max: '1,234' };
    expect(filterOf(unread, NUMBER)).toEqual({});
    expect(unreadableIn(unread, NUMBER, new Set())).toEqual([
      'Confidence from: “0x1” cannot be read. Write digits, and a point before decimals.',
      'Confidence to: “1,234” can be 1234 or 1.234. Write one of them.',
      'Answer: “1e3” cannot be read. Write digits, and a point before decimals.',
    ]);
    // Text that looks like a number is text where answers are.
    expect(unreadableIn({ value: '1e3' }, { kind: 'text', maxLength: 100 }, new Set())).toEqual([]);
  });

  it('looks for a number of a field as it is kept, and for a text as it stands', () => {
    const search = { field: 'price', has: 'VALUE', fieldValue: '0.60' } as const;
    expect(filterOf(search, NUMBER, new Set(['price']))).toEqual({ field: 'price', fieldValue: '0.6' });
    expect(filterOf(search, NUMBER, new Set())).toEqual({ field: 'price', fieldValue: '0.60' });
    const unread = { ...search, fieldValue: '5%' };
    expect(filterOf(unread, NUMBER, new Set(['price']))).toEqual({});
    expect(unreadableIn(unread, NUMBER, new Set(['price']))[0]).toContain('Value of the field: “5%”');
  });

  it('leaves out what is empty or no time and no number', () => {
    expect(filterOf({ q: '', value: '', min: 'x', from: 'yesterday' }, NUMBER)).toEqual({});
  });
});

it('a local time goes into the address as an instant and comes back', () => {
  const iso = '2026-03-04T05:06:00.000Z';
  expect(instantOf(localOf(iso))).toBe(iso);
  expect([localOf('nonsense'), localOf(undefined)]).toEqual(['', '']);
});

it('counts the filters that are set', () => {
  const search = { q: 'a', value: 0, level: 'SHADOW', min: '' } as const;
  expect([activeOf(search, ALL), activeOf(search, MORE)]).toEqual([3, 2]);
});
