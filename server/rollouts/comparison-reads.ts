import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { compareVerdict, errorRate, shareOfCases, type ComparedLabels } from '@handrail/shared/rollouts';
import { toleranceWords, type OutputSchema } from '@handrail/shared/schema';
import { assertMay, hidesBlind } from '../identity/index.js';
import { Database } from '../platform/database/index.js';
import { invalid } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import {
  comparisonLabels,
  comparisonMatrix,
  comparisonSegments,
  comparisonTotals,
  differingCases,
  type DifferingRow,
  type LabelGroup,
  type Totals,
} from './comparison.sql.js';
import type {
  ComparedErrors,
  ComparedNumbers,
  DifferingCase,
  DifferingCaseConnection,
  LatencyQuantiles,
  MachineComparison,
  MachineInForce,
} from './comparison.types.js';

type Machines = { readonly challenger: string; readonly champion: string };
const MAX_PAGE = 100;

/** Two machines beside each other: where they agree, what people say of either, how long they take. */
@Injectable()
export class ComparisonReads {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
  ) {}

  /** Whoever predicts under the policy in force, the champion first. */
  async machines(actor: Actor, projectId: string): Promise<MachineInForce[]> {
    assertMay(actor, 'rollouts:read', projectId);
    const { incumbent, previousSystem, rollout, shadows } = (await this.directory.get(projectId)).policy;
    const of = (machine: string | null | undefined, part: string): MachineInForce[] =>
      machine == null ? [] : [{ machine, part }];
    return [
      ...of(incumbent, 'champion'),
      ...of(previousSystem, 'previous system'),
      ...of(rollout?.challenger, 'challenger'),
      ...shadows.flatMap((machine) => of(machine, 'shadow')),
    ];
  }

  async compare(actor: Actor, projectId: string, machines: Machines): Promise<MachineComparison> {
    assertMay(actor, 'rollouts:read', projectId);
    const pair = { projectId, ...machines, hidesBlind: hidesBlind(actor, projectId) };
    const { outputSchema, policy } = await this.directory.get(projectId);
    const bounds = policy.level === 'FULL_AUTOMATION' ? null : policy.thresholds;
    const [totals, matrix, segments, labels] = await Promise.all([
      comparisonTotals(this.database, pair, bounds),
      comparisonMatrix(this.database, pair),
      comparisonSegments(this.database, pair),
      comparisonLabels(this.database, pair),
    ]);
    const { cases, differ } = totals;
    return {
      ...machines,
      asked: totals.asked,
      challengerAutomated: totals.a_automated,
      championAutomated: totals.b_automated,
      cases,
      differ,
      disagreement: shareOfCases(differ, cases),
      since: totals.since,
      matrix,
      errors: errorsOf(labels),
      numbers: outputSchema.kind === 'number' ? numbersOf(outputSchema, totals, labels) : null,
      segments: segments.map((segment) => ({
        ...segment,
        ...errorsOf(labels.filter((one) => one.segment === segment.segment)),
      })),
      challengerLatency: quantiles(totals.a_answers, totals.a_latency),
      championLatency: quantiles(totals.b_answers, totals.b_latency),
      challengerNulls: totals.a_nulls,
      championNulls: totals.b_nulls,
      verdict: compareVerdict({ ...machines, cases, differ, labels }).sentence,
    };
  }

  async differing(
    actor: Actor,
    projectId: string,
    { first, after, ...machines }: Machines & { readonly first: number; readonly after: string | undefined },
  ): Promise<DifferingCaseConnection> {
    assertMay(actor, 'rollouts:read', projectId);
    const size = Math.max(1, Math.min(MAX_PAGE, first));
    const rows = await differingCases(
      this.database,
      { projectId, ...machines, hidesBlind: hidesBlind(actor, projectId) },
      { first: size + 1, after: after === undefined ? undefined : fromCursor(after) },
    );
    const edges = rows.slice(0, size).map((row) => ({ cursor: toCursor(row), node: toDifferingCase(row) }));
    return { edges, pageInfo: { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: rows.length > size } };
  }
}

function errorsOf(labels: readonly ComparedLabels[]): ComparedErrors {
  const only = (isRight: (label: ComparedLabels) => boolean): number =>
    labels.reduce((total, label) => (isRight(label) ? total + label.labels : total), 0);
  return {
    challenger: errorRate(labels, 'challenger'),
    champion: errorRate(labels, 'champion'),
    onlyChallengerRight: only((label) => label.isChallengerRight && !label.isChampionRight),
    onlyChampionRight: only((label) => label.isChampionRight && !label.isChallengerRight),
  };
}

function numbersOf(schema: OutputSchema, { apart }: Totals, labels: readonly LabelGroup[]): ComparedNumbers {
  const weight = labels.reduce((sum, { labels: n, propensity }) => sum + n / propensity, 0);
  const mean = (of: (group: LabelGroup) => number | null): number | null =>
    weight === 0 ? null : labels.reduce((sum, one) => sum + (of(one) ?? 0) / one.propensity, 0) / weight;
  return {
    same: toleranceWords(schema),
    meanDifference: apart,
    challengerMeanError: mean(({ challengerOff }) => challengerOff),
    championMeanError: mean(({ championOff }) => championOff),
  };
}

function quantiles(answers: number, found: readonly (number | null)[] | null): LatencyQuantiles {
  const [p50, p95, p99] = found ?? [];
  return { answers, p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null };
}

function toDifferingCase(row: DifferingRow): DifferingCase {
  return {
    id: row.id,
    input: row.input,
    segment: row.segment,
    challengerValue: row.a,
    challengerConfidence: row.a_confidence,
    championValue: row.b,
    championConfidence: row.b_confidence,
    strength: row.strength,
    label: row.label,
    isInReview: row.is_in_review,
    createdAt: row.created_at,
  };
}

const VERSION = '1';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function toCursor({ strength, id }: DifferingRow): string {
  return Buffer.from(`${VERSION}|${strength}|${id}`).toString('base64url');
}

function fromCursor(cursor: string): { strength: number; id: string } {
  const [version, strength, id = ''] = Buffer.from(cursor, 'base64url').toString().split('|');
  if (version !== VERSION || !Number.isFinite(Number(strength)) || !UUID.test(id))
    throw invalid('The cursor `after` is not one of ours.');
  return { strength: Number(strength), id };
}
