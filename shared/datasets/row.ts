import { HAND_PICKED_REASONS, type ReviewReason } from '../ladder/index.js';
import type { CaseInput, OutputSchema, OutputValue } from '../schema/index.js';
import { contentHash } from './canonical.js';
import { agreementWith, consensusOf } from './consensus.js';
import type { DatasetDefinition } from './definition.js';
import { protectInput } from './protect.js';
import type { ReviewStrata, RowQueue, WeightReason } from './answered.js';
import { selectionOf, takesBlindOnly, type Selection } from './selection.js';
import { splitOf, type SplitName } from './split.js';

const HAND_PICKED: ReadonlySet<ReviewReason> = new Set(HAND_PICKED_REASONS);

/** One person's answer as a row holds it. */
export type RowLabel = {
  readonly value: OutputValue;
  readonly reviewer: string;
  readonly labelled_at: string;
  /** Null: it was not timed. */
  readonly seconds: number | null;
  readonly blind: boolean;
  readonly shown_prediction: boolean;
  readonly reason: ReviewReason;
  /** Given here, or brought along. */
  readonly source: 'reviewer' | 'import';
  readonly note: string | null;
};

/** What one machine said, whether it was used, shown, or only compared. */
export type RowPrediction = {
  readonly model: string;
  readonly value: OutputValue | null;
  readonly confidence: number | null;
  readonly confidence_raw: number | null;
  readonly error: string | null;
  readonly shown: boolean;
};

/** All that is stored of a case and belongs in its row; labels oldest first, corrected ones left out. */
export type RowFacts = {
  readonly id: string;
  readonly case_key: string;
  readonly created_at: string;
  readonly segment: string | null;
  readonly input: CaseInput;
  readonly metadata: unknown;
  readonly level: string;
  readonly policy_version: number;
  readonly threshold: number | null;
  readonly route_reason: string;
  readonly propensity: number;
  readonly blind_propensity: number;
  /** `name@version` of the machine on duty, or null. */
  readonly machine: string | null;
  readonly rollout_arm: string | null;
  readonly labels: readonly RowLabel[];
  readonly predictions: readonly RowPrediction[];
  readonly decision: {
    readonly kind: 'model' | 'human' | 'system';
    readonly name: string;
    readonly value: OutputValue;
    readonly at: string;
  } | null;
  /** How far reviews like those of its labels are answered; absent: all of them are. */
  readonly queue?: RowQueue;
};

/** A row of a dataset: a case with its label. See `DATASET_COLUMNS` for what each column means. */
export type DatasetRow = {
  readonly id: string;
  readonly case_key: string;
  readonly created_at: string;
  readonly labelled_at: string | null;
  readonly input: CaseInput;
  readonly segment: string | null;
  readonly label: OutputValue;
  readonly label_source: 'human' | 'gold' | 'imported' | 'model' | 'system';
  readonly labels: readonly RowLabel[];
  readonly agreement: number | null;
  readonly decided_by: 'model' | 'human' | 'system' | null;
  readonly decider: string | null;
  readonly model: string | null;
  readonly prediction: OutputValue | null;
  readonly confidence: number | null;
  readonly confidence_raw: number | null;
  readonly predictions: readonly RowPrediction[];
  readonly suggestion_shown: boolean;
  readonly level: string;
  readonly policy_version: number;
  readonly threshold: number | null;
  readonly rollout_arm: string | null;
  readonly route_reason: string;
  readonly selection_reason: ReviewReason | null;
  readonly selection_prob: number | null;
  readonly weight: number | null;
  readonly weight_reason: WeightReason;
  readonly blind: boolean;
  readonly gold: boolean;
  readonly seconds: number | null;
  readonly split: SplitName;
  readonly content_hash: string;
  readonly metadata: unknown;
};

/**
 * Makes the row of a case, or null where the definition leaves it out: no answers that the consensus rule accepts, too
 * little agreement, a label that was not asked for, or a machine's decision where only people's labels are wanted.
 *
 * `salt`: the project's secret, for hashed fields; `outputSchema`: what counts as the same answer. Hash and split are of the
 * input as it is stored, so that protecting a field moves no row to another side.
 */
export function datasetRow(
  facts: RowFacts,
  definition: DatasetDefinition,
  { salt, outputSchema }: { readonly salt: string; readonly outputSchema: OutputSchema },
): DatasetRow | null {
  const answer = answerOf(facts, definition, outputSchema);
  if (!answer || !isWanted(answer.value, definition)) return null;
  const hash = contentHash(facts.input);
  return {
    id: facts.id,
    case_key: facts.case_key,
    created_at: facts.created_at,
    labelled_at: facts.labels.at(-1)?.labelled_at ?? null,
    input: protectInput(facts.input, definition.protection, salt),
    segment: facts.segment,
    label: answer.value,
    label_source: answer.source,
    labels: facts.labels,
    agreement: answer.agreement,
    ...decisionPart(facts),
    ...machinePart(facts),
    level: facts.level,
    policy_version: facts.policy_version,
    threshold: facts.threshold,
    rollout_arm: facts.rollout_arm,
    route_reason: facts.route_reason,
    ...selectionPart(facts, answer, takesBlindOnly(definition.filter)),
    split: splitOf(definition.split, { input: facts.input, contentHash: hash }),
    content_hash: hash,
    metadata: facts.metadata ?? null,
  };
}

function decisionPart({ decision }: RowFacts): Pick<DatasetRow, 'decided_by' | 'decider'> {
  if (decision === null) return { decided_by: null, decider: null };
  return { decided_by: decision.kind, decider: decision.kind === 'human' ? 'reviewer' : decision.name };
}

type MachinePart = 'model' | 'prediction' | 'confidence' | 'confidence_raw' | 'predictions' | 'suggestion_shown';

function machinePart({ predictions, machine, labels }: RowFacts): Pick<DatasetRow, MachinePart> {
  const used = predictions.find(({ model }) => model === machine) ?? predictions[0];
  const said = used ?? { model: machine, value: null, confidence: null, confidence_raw: null };
  return {
    model: said.model,
    prediction: said.value,
    confidence: said.confidence,
    confidence_raw: said.confidence_raw,
    predictions,
    suggestion_shown: labels.some((label) => label.shown_prediction),
  };
}

type SelectionPart = 'selection_reason' | 'selection_prob' | 'weight' | 'weight_reason' | 'blind' | 'gold' | 'seconds';

function selectionPart(facts: RowFacts, { source }: Answer, isBlindOnly: boolean): Pick<DatasetRow, SelectionPart> {
  const { labels } = facts;
  const reasons = labels.map(({ reason }) => reason);
  const timed = labels.flatMap((label) =>
    label.source === 'reviewer' && label.seconds !== null ? [label.seconds] : [],
  );
  const isBlind = labels.length > 0 && labels.every(({ blind }) => blind);
  const { probability, why } = chanceOf(facts, source, isBlindOnly);
  return {
    selection_reason: reasons.at(-1) ?? null,
    selection_prob: probability,
    weight: probability === null ? null : 1 / probability,
    weight_reason: why,
    blind: isBlind,
    gold: reasons.includes('gold'),
    seconds: timed.length === 0 ? null : timed.reduce((sum, one) => sum + one, 0),
  };
}

function chanceOf(facts: RowFacts, source: DatasetRow['label_source'], isBlindOnly: boolean): Selection {
  if (source === 'gold') return { probability: null, why: 'picked' };
  if (source === 'model' || source === 'system') return { probability: null, why: 'no_label' };
  const { propensity, blind_propensity: blindPropensity, labels, queue } = facts;
  return selectionOf({ propensity, blindPropensity, reasons: labels.map(({ reason }) => reason), isBlindOnly, queue });
}

/** The facts with how far reviews like those of its labels are answered: like the first of them that chance has made. */
export function withQueue(facts: RowFacts, strata: ReviewStrata): RowFacts {
  const drawn = facts.labels.find(({ reason }) => !HAND_PICKED.has(reason));
  if (!drawn) return facts;
  return { ...facts, queue: strata.queueOf({ policyVersion: facts.policy_version, level: facts.level }, drawn) };
}

type Answer = {
  readonly value: OutputValue;
  readonly agreement: number | null;
  readonly source: DatasetRow['label_source'];
};

function answerOf({ labels, decision }: RowFacts, definition: DatasetDefinition, schema: OutputSchema): Answer | null {
  if (labels.length > 0) {
    const answers = labels.map(({ value, labelled_at: labelledAt }) => ({ value, labelledAt }));
    const known = labels.find(({ source, reason }) => source === 'import' && reason === 'gold');
    // What is known is no matter of opinion: the others are measured by it.
    const consensus = known
      ? agreementWith(schema, known.value, answers)
      : consensusOf(schema, definition.consensus, answers);
    if (!consensus || consensus.agreement < (definition.filter.minimumAgreement ?? 0)) return null;
    const isFromHere = labels.some(({ source }) => source === 'reviewer');
    return { ...consensus, source: known ? 'gold' : isFromHere ? 'human' : 'imported' };
  }
  if (!definition.includeMachineDecisions || decision === null || decision.kind === 'human') return null;
  if (definition.filter.minimumAgreement !== undefined) return null;
  return { value: decision.value, agreement: null, source: decision.kind };
}

function isWanted(value: OutputValue, { filter }: DatasetDefinition): boolean {
  if (!filter.labels) return true;
  const wanted = filter.labels;
  const given = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  return given.some((label) => wanted.includes(label));
}
