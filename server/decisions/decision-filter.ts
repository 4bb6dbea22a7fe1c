import type { Level } from '@handrail/shared/ladder';
import { invalid } from '../platform/http/index.js';

/** What the input has in a field: no value, or one that the reference of the machine in force never had. */
export const FIELD_STATES = ['MISSING', 'NEW'] as const;
export type FieldState = (typeof FIELD_STATES)[number];

/** Which cases; what is absent or null takes all. */
export type DecisionFilter = {
  readonly id?: string | undefined;
  /** The caller's Idempotency-Key. */
  readonly key?: string | undefined;
  /** Received: from, and before. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** The standing decision is exactly this. */
  readonly value?: unknown;
  readonly decidedBy?: string | undefined;
  /** The machine that decided, `name@version`. */
  readonly decider?: string | undefined;
  readonly reason?: string | undefined;
  readonly level?: Level | undefined;
  /** Of the standing decision, both ends included. */
  readonly confidenceFrom?: number | undefined;
  readonly confidenceTo?: number | undefined;
  readonly segment?: string | undefined;
  /** Words of the input. */
  readonly search?: string | undefined;
  readonly status?: string | undefined;
  /** A field of the input, of which `fieldState` or `fieldValue` says more. */
  readonly field?: string | undefined;
  readonly fieldState?: FieldState | undefined;
  /** The field's value is exactly this, as text. */
  readonly fieldValue?: string | undefined;
};

const MAX_WORDS = 1000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isFiltered(filter: DecisionFilter): boolean {
  return Object.values(filter).some((value) => value != null);
}

/** Whether the filter asks for something that the machine did; everybody may know the rest of a case. */
export function asksOfMachine(filter: DecisionFilter): boolean {
  const { decidedBy, decider, reason, level, value, confidenceFrom, confidenceTo, status } = filter;
  return isFiltered({ decidedBy, decider, reason, level, value, confidenceFrom, confidenceTo, status });
}

/** @throws ProblemError `invalid` naming every part that nothing can be found by. */
export function checkFilter(filter: DecisionFilter): void {
  const { id, from, to, confidenceFrom, confidenceTo } = filter;
  const wrong: [name: string, detail: string | false][] = [
    ['id', id != null && !UUID.test(id) && 'must be the id of a case'],
    ['from', !isTime(from) && 'must be a time'],
    ['to', !isTime(to) && 'must be a time'],
    ['to', from != null && to != null && from >= to && 'must be after `from`'],
    [
      'confidenceTo',
      confidenceFrom != null &&
        confidenceTo != null &&
        confidenceFrom > confidenceTo &&
        'must not be below `confidenceFrom`',
    ],
    ...wrongOfField(filter),
    ...Object.entries(filter).map(([name, value]): [string, string | false] => [
      name,
      lengthOf(value) > MAX_WORDS && `must have at most ${MAX_WORDS} characters`,
    ]),
  ];
  const errors = wrong.flatMap(([name, detail]) => (detail === false ? [] : [{ pointer: `/filter/${name}`, detail }]));
  if (errors.length > 0) throw invalid('Nothing can be found by this filter.', errors);
}

function wrongOfField({ field, fieldState, fieldValue }: DecisionFilter): [string, string | false][] {
  const saysOfField = fieldState != null || fieldValue != null;
  return [
    ['field', saysOfField && field == null && 'is needed: `fieldState` and `fieldValue` say something of one field'],
    ['fieldState', field != null && !saysOfField && 'or `fieldValue` must say what the field has'],
  ];
}

function isTime(time: Date | undefined): boolean {
  return time == null || Number.isFinite(time.getTime());
}

function lengthOf(value: unknown): number {
  return (typeof value === 'string' ? value : JSON.stringify(value ?? null)).length;
}
