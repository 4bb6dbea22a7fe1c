import type { DatasetDefinition } from './definition.js';
import type { DatasetRow } from './row.js';

/** How a column is stored in typed formats. `value`: the output schema's own kind; `json`: nested, JSON text where a format is flat. */
export type ColumnType = 'string' | 'value' | 'number' | 'integer' | 'boolean' | 'timestamp' | 'input' | 'json';

export type DatasetColumn = {
  readonly name: keyof DatasetRow;
  readonly type: ColumnType;
  readonly isNullable: boolean;
  /** What it means, with unit and range: the dictionary that every export carries. */
  readonly meaning: string;
};

const COLUMNS: readonly (readonly [keyof DatasetRow, ColumnType, string, 'nullable'?])[] = [
  ['id', 'string', 'The case, a UUID.'],
  ['case_key', 'string', 'The caller’s idempotency key, or the case’s id where none was given.'],
  ['created_at', 'timestamp', 'When the case came in, UTC.'],
  [
    'labelled_at',
    'timestamp',
    'When the last of its labels was given, UTC; null for a machine’s decision.',
    'nullable',
  ],
  ['input', 'input', 'The case itself, a value for each field of the input schema.'],
  ['segment', 'string', 'The caller’s segment; null where none was given.', 'nullable'],
  ['label', 'value', 'The final label by the dataset’s consensus rule.'],
  [
    'label_source',
    'string',
    'human; gold where the answer is known; imported where it was given elsewhere; model or system for a machine’s decision, which is no label.',
  ],
  [
    'labels',
    'json',
    'Every single answer: value, pseudonym, time, seconds, blind, shown prediction, reason, source, note.',
  ],
  ['agreement', 'number', 'Share of the answers that agree with the final label, in (0, 1].', 'nullable'],
  [
    'decided_by',
    'string',
    'Who decided the case when this was frozen: human, model or system; null: nobody yet.',
    'nullable',
  ],
  ['decider', 'string', 'The decider’s name: name@version, default, or reviewer.', 'nullable'],
  ['model', 'string', 'The machine on duty for the case, name@version; null where none was.', 'nullable'],
  ['prediction', 'value', 'What that machine said; null where it said nothing usable.', 'nullable'],
  ['confidence', 'number', 'Its calibrated confidence, in [0, 1].', 'nullable'],
  ['confidence_raw', 'number', 'The confidence before calibration, in [0, 1].', 'nullable'],
  ['predictions', 'json', 'What every machine said, shown or hidden: model, value, both confidences, error, shown.'],
  ['suggestion_shown', 'boolean', 'Whether anyone who labelled it saw a prediction.'],
  ['level', 'string', 'The rung of the ladder on which it was routed.'],
  ['policy_version', 'integer', 'The policy under which it was routed, from 1.'],
  ['threshold', 'number', 'The threshold consulted, in [0, 1]; null where none was.', 'nullable'],
  ['rollout_arm', 'string', 'incumbent or challenger during a rollout; else null.', 'nullable'],
  ['route_reason', 'string', 'Why it went where it went.'],
  ['selection_reason', 'string', 'Why a person saw it; null for a machine’s decision.', 'nullable'],
  [
    'selection_prob',
    'number',
    'Probability with which a case like this came into the dataset, in (0, 1]: of a blind label where the filter takes only those, else of any; times the share of reviews like its own that were answered. Null: `weight_reason` says why.',
    'nullable',
  ],
  ['weight', 'number', '1 / selection_prob, ≥ 1: what the row counts for in training and estimates.', 'nullable'],
  [
    'weight_reason',
    'string',
    'Why the weight is that: recorded (at routing); answered_share (as recorded, times the answered share); stands_in (a blind control for cases like it of which not all are answered). Why there is none: order (the least confident were answered first, others wait); picked (by hand); not_known (imported without a probability); no_label.',
    'nullable',
  ],
  ['blind', 'boolean', 'Whether all its labels were given without the machine’s answer in view.'],
  ['gold', 'boolean', 'Whether it is a case with a known answer, used to measure reviewers.'],
  ['seconds', 'number', 'Time spent on its labels in all, seconds, ≥ 0.', 'nullable'],
  ['split', 'string', 'train, validation or test, by hash.'],
  ['content_hash', 'string', 'SHA-256 of the stored input’s canonical JSON: equal inputs, equal hashes.'],
  ['metadata', 'json', 'What the caller sent along.', 'nullable'],
];

/** Every column of a dataset's row, in the order of every format. `input` is one column a field in flat formats. */
export const DATASET_COLUMNS: readonly DatasetColumn[] = COLUMNS.map(([name, type, meaning, nullable]) => ({
  name,
  type,
  meaning,
  isNullable: nullable !== undefined,
}));

/** The columns that a dataset's files have, in the order of `DATASET_COLUMNS` whatever order they were chosen in. */
export function columnsOf({ columns }: Pick<DatasetDefinition, 'columns'>): readonly DatasetColumn[] {
  return columns === undefined ? DATASET_COLUMNS : DATASET_COLUMNS.filter(({ name }) => columns.includes(name));
}
