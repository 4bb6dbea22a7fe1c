import type { CaseInput, OutputValue } from '../schema/index.js';

/** One exported label. `propensity` is of any human label, `blind_propensity` of a blind one; `weight` is 1/propensity. */
export type LabelRow = {
  readonly id: string;
  readonly case_id: string;
  readonly case_key: string;
  readonly created_at: string;
  readonly labelled_at: string;
  readonly input: CaseInput;
  readonly segment: string | null;
  readonly label: OutputValue;
  readonly decided_by: 'human';
  readonly reviewer: string;
  readonly lead_time_ms: number;
  readonly note: string | null;
  readonly reason: string;
  readonly level: string;
  readonly policy_version: number;
  readonly threshold: number | null;
  /** Null, as `blind_propensity` and `weight`: the case was picked by hand, so the label teaches but measures nothing. */
  readonly propensity: number | null;
  readonly blind_propensity: number | null;
  readonly weight: number | null;
  readonly blind: boolean;
  readonly shown_prediction: boolean;
  readonly model: string | null;
  readonly prediction: OutputValue | null;
  readonly confidence: number | null;
  /** What stood as the decision when the label came: for audits the machine's, otherwise this label. */
  readonly decision_kind: 'model' | 'human' | 'system';
  readonly decision_name: string;
  readonly corrects: string | null;
  readonly metadata: unknown;
};

/** The columns of the CSV and the keys of the JSONL, in this order; in the CSV `input` becomes `input.<field>`. */
export const LABEL_COLUMNS = [
  'id',
  'case_id',
  'case_key',
  'created_at',
  'labelled_at',
  'input',
  'segment',
  'label',
  'decided_by',
  'reviewer',
  'lead_time_ms',
  'note',
  'reason',
  'level',
  'policy_version',
  'threshold',
  'propensity',
  'blind_propensity',
  'weight',
  'blind',
  'shown_prediction',
  'model',
  'prediction',
  'confidence',
  'decision_kind',
  'decision_name',
  'corrects',
  'metadata',
] as const satisfies readonly (keyof LabelRow)[];
