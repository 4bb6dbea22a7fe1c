import { agrees, type CaseInput, type OutputSchema, type OutputValue } from '../schema/index.js';
import type { ImportedRow } from './import-row.js';

/** An answer that a file brought to a case before. */
export type AnswerBefore = {
  readonly value: OutputValue;
  readonly annotator: string | null;
  readonly isGold: boolean;
  readonly at: Date;
};
/** A case that an import before this one stored under a key. */
export type KeyedBefore = {
  readonly input: CaseInput;
  readonly segment: string | null;
  readonly system: ImportedRow['prediction'];
  /** Oldest first. */
  readonly answers: readonly AnswerBefore[];
  /** Whether somebody has answered it here since. */
  readonly isAnsweredHere: boolean;
};
export type KeyedRow = {
  readonly row: ImportedRow;
  /** Further answers to it, older than the row's own. */
  readonly more: readonly ImportedRow[];
  readonly isGold: boolean;
};
/** What a row becomes whose case was imported before. */
export type KeyedOutcome =
  | { readonly kind: 'unchanged' }
  /** `answers` that are new, oldest first. */
  | { readonly kind: 'updated'; readonly answers: readonly ImportedRow[] }
  | { readonly kind: 'conflict'; readonly detail: string };

/**
 * Whether a case that was imported under a row's key is that row's: the same was asked of it, and the previous system had
 * said the same. Files number their rows from 1 again, so a key alone does not make two rows one case.
 */
export function isSameCase(row: ImportedRow, before: KeyedBefore, output: OutputSchema): boolean {
  const names = new Set([...Object.keys(before.input), ...Object.keys(row.input)]);
  if ([...names].some((name) => own(before.input, name) !== own(row.input, name))) return false;
  if (row.segment !== before.segment) return false;
  if (row.prediction === null) return true;
  const { system } = before;
  return (
    system !== null &&
    agrees({ kind: output.kind }, system.value, row.prediction.value) &&
    system.confidence === row.prediction.confidence
  );
}

/**
 * Decides what a row becomes whose case was imported before. Another answer is an update, unless it is older than the one
 * that stands, or somebody has answered the case here since. The same again changes nothing.
 */
export function rowOfKnownCase(
  { row, more, isGold }: KeyedRow,
  before: KeyedBefore,
  output: OutputSchema,
): KeyedOutcome {
  const label = row.label;
  const last = before.answers.at(-1);
  const isSame = (one: AnswerBefore, { label: value, annotator }: ImportedRow): boolean =>
    agrees({ kind: output.kind }, one.value, value) && one.annotator === annotator;
  const fresh = more.filter((other) => other.label !== null && !before.answers.some((one) => isSame(one, other)));
  const isLast = label === null || (last !== undefined && isSame(last, row) && last.isGold === isGold);
  if (isLast && fresh.length === 0) return { kind: 'unchanged' };
  if (before.isAnsweredHere)
    return conflict('was imported before, and somebody has answered it here since; correct its label there');
  if (!isLast && last !== undefined && row.at !== null && new Date(row.at) < last.at)
    return conflict(`was imported before with a newer answer, of ${last.at.toISOString()}`);
  // Where a further answer is new, the row's own follows it, so that it stays the one that stands.
  return { kind: 'updated', answers: label === null ? fresh : [...fresh, row] };
}

function conflict(detail: string): KeyedOutcome {
  return { kind: 'conflict', detail };
}

function own(input: CaseInput, name: string): unknown {
  return Object.hasOwn(input, name) ? input[name] : undefined;
}
