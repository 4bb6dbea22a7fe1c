import { describe, expect, it } from 'vitest';
import { inputSchemaSchema, validateInput } from './index.js';

const schema = inputSchemaSchema.parse({ fields: [{ name: 'at', type: 'date-time' }] });
const isAccepted = (at: unknown): boolean => validateInput(schema, { at }).ok;

describe('a date-time', () => {
  it.each([
    '2026-01-31T12:00:00Z',
    '2024-02-29T00:00:00.123456789+05:30',
    '2000-02-29 23:59Z',
    '2026-12-31T23:59:59-11:00',
  ])('%s is taken', (at) => expect(isAccepted(at)).toBe(true));

  it.each([
    '2026-02-30T12:00:00Z',
    '2026-02-29T12:00:00Z',
    '1900-02-29T12:00:00Z',
    '2026-04-31T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-00-10T12:00:00Z',
    '2026-01-00T12:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T12:00:00',
    '2026-01-01',
    'tomorrow',
    1_767_268_800_000,
  ])('%s is no point in time', (at) => expect(isAccepted(at)).toBe(false));
});

describe('addresses of pictures and sounds', () => {
  const schema = inputSchemaSchema.parse({ fields: [{ name: 'photo', type: 'image-url' }] });
  const problem = (photo: unknown): string | undefined => {
    const checked = validateInput(schema, { photo });
    return checked.ok ? undefined : checked.errors[0]?.detail;
  };

  it.each([
    'https://a.example/b.png',
    'HTTP://a.example:8080/b?c=d|e#f',
    'http://localhost/x',
    'http://[::1]:3000/x',
    'https://bücher.example/ä ö'.replace(' ', '%20'),
    'https://a.example',
    'https://a.example/@someone/x.png',
  ])('takes %s', (photo) => expect(problem(photo)).toBeUndefined());

  it.each([
    ['javascript:alert(1)', 'must be an http or https URL'],
    ['data:image/png;base64,AA', 'must be an http or https URL'],
    ['//a.example/x.png', 'must be an http or https URL'],
    ['http://', 'must be an http or https URL'],
    ['http://"onerror=1', 'must be an http or https URL'],
    ['http://h:99999/x.png', 'must be an http or https URL'],
    ['http://[::zz]/x', 'must be an http or https URL'],
    ['http://user:pw@h/x', 'must be an http or https URL without a user name and a password'],
    ['http://a.example/a b', 'must be an http or https URL without blanks and control characters'],
    ['http://a.example/\u202egnp.exe', 'must be an http or https URL without blanks and control characters'],
    [`http://a.example/${'x'.repeat(2000)}`, 'must be an http or https URL of at most 2000 characters'],
    [7, 'must be an http or https URL, got 7'],
  ])('refuses %s in words', (photo, detail) => expect(problem(photo)).toBe(detail));
});
