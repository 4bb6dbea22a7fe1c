import { Injectable } from '@nestjs/common';
import { HAND_PICKED_REASONS } from '@handrail/shared/ladder';
import type { JudgedLabel } from '@handrail/shared/monitoring';
import { hashUniform } from '@handrail/shared/stats';
import type { Tx } from '../platform/database/index.js';
import { lastPosition, type LabelRange } from './label-positions.sql.js';
import { judgedLabels, type JudgedRow } from './judged-labels.sql.js';

export type LabelOfMachine = JudgedLabel & { readonly machine: string };

/** Blind labels beside what the machine had said, in the order in which they became visible. */
@Injectable()
export class JudgedLabels {
  /** The newest position of the project: all labels up to it can be read now. */
  newest(tx: Tx, projectId: string): Promise<number> {
    return lastPosition(tx, projectId);
  }

  /**
   * The labels of a range that measure the machine on duty: blind ones that came by chance, the first of each case, and
   * what corrected those. A machine that had not answered is not judged.
   */
  async read(tx: Tx, projectId: string, range: LabelRange): Promise<LabelOfMachine[]> {
    const rows = await judgedLabels(tx, { projectId, reasons: HAND_PICKED_REASONS, ...range });
    return rows.map(toJudged);
  }
}

/** Where everybody is asked blind, or nobody but by one rate, every label of the policy is equally likely. */
const MIXED_LEVEL = 'PARTIAL_AUTOMATION';

function toJudged(row: JudgedRow): LabelOfMachine {
  const { level, pi, least } = row;
  const piMin = level === MIXED_LEVEL && least !== null && least > 0 ? Math.min(least, pi) : pi;
  return {
    machine: row.machine,
    at: row.created_at.getTime(),
    segment: row.segment ?? '',
    predicted: typeof row.predicted === 'string' && row.is_label ? row.predicted : null,
    confidence: row.confidence,
    isError: row.is_error,
    pi,
    piMin,
    uniform: hashUniform({ salt: row.salt, purpose: 'thin', key: row.case_key }),
    corrects:
      row.was_error === null || row.corrected_at === null
        ? null
        : { isError: row.was_error, at: row.corrected_at.getTime() },
  };
}
