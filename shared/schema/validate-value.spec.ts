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
