import type { CaseInput, OutputValue } from '../schema/index.js';

/**
 * One exported label. `propensity` is the probability that a case like this gets any human label, `blind_propensity` that
 * it gets a blind one. Sums over all rows take `weight` (1/propensity), sums over blind rows `blind_weight`
 * (1/blind_propensity, null where the reviewer saw the suggestion). Rows with `is_corrected` are kept for the record and
 * left out of sums.
 */
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
  readonly lead_time_ms: number | null;
  readonly note: string | null;
  readonly reason: string;
  readonly level: string;
  readonly policy_version: number;
  /** The machine on duty for the case, `name@version`; null where none was named. */
  readonly machine: string | null;
  /** The rollout under way and the arm that the case was dealt to; null where there was none. */
  readonly rollout: string | null;
  readonly arm: 'incumbent' | 'challenger' | null;
  readonly threshold: number | null;
  /** Null, as `blind_propensity` and `weight`: the case was picked by hand, so the label teaches but measures nothing. */
  readonly propensity: number | null;
  readonly blind_propensity: number | null;
  readonly weight: number | null;
  readonly blind_weight: number | null;
  readonly blind: boolean;
  readonly shown_prediction: boolean;
  readonly model: string | null;
  readonly prediction: OutputValue | null;
  readonly confidence: number | null;
  /** What stood as the decision when the label came: for audits the machine's, otherwise this label. */
  readonly decision_kind: 'model' | 'human' | 'system';
  readonly decision_name: string;
  readonly corrects: string | null;
  readonly is_corrected: boolean;
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
  'machine',
  'rollout',
  'arm',
  'threshold',
  'propensity',
  'blind_propensity',
  'weight',
  'blind_weight',
  'blind',
  'shown_prediction',
  'model',
  'prediction',
  'confidence',
  'decision_kind',
  'decision_name',
  'corrects',
  'is_corrected',
  'metadata',
] as const satisfies readonly (keyof LabelRow)[];
