import type { GivenAnswer } from '../deciders/index.js';
import { newId } from '../platform/ids/index.js';
import type { PredictionRow } from './intake.sql.js';

/** What a decider said, as it is stored. `behind`: after the case was routed, for comparison only. */
export function predictionRow(
  answer: GivenAnswer,
  { caseId, now, behind }: { readonly caseId: string; readonly now: Date; readonly behind: boolean },
): PredictionRow {
  return {
    id: newId(),
    case_id: caseId,
    kind: answer.kind,
    model: answer.model,
    given_by: answer.givenBy,
    value: answer.value ?? null,
    confidence: answer.confidence ?? null,
    raw_confidence: answer.rawConfidence ?? answer.confidence ?? null,
    scores: answer.scores ?? null,
    evidence: answer.evidence ?? null,
    latency_ms: answer.latencyMs ?? null,
    error: answer.error ?? null,
    behind,
    created_at: now,
  };
}
