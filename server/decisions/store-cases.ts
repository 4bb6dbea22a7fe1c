import { Injectable } from '@nestjs/common';
import { route, type Route } from '@handrail/shared/ladder';
import type { CaseInput } from '@handrail/shared/schema';
import type { GivenAnswer } from '../deciders/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { newId, shownId } from '../platform/ids/index.js';
import { LivePath, Telemetry } from '../platform/telemetry/index.js';
import { traced, type Carrier } from '../platform/tracing/index.js';
import type { ProjectInForce } from '../projects/index.js';
import { HumanQueue, type NewReview } from './human-queue.js';
import { predictionRow } from './prediction-row.js';
import {
  findByKeys,
  insertCases,
  insertDecisions,
  insertPredictions,
  type CaseRow,
  type DecisionRow,
  type PredictionRow,
} from './intake.sql.js';

/** A checked case with what the machines said of it, ready to be routed and stored. */
export type ReadyCase = {
  readonly project: ProjectInForce;
  readonly caseId: string;
  readonly input: CaseInput;
  readonly segment: string | null;
  readonly subject: string | null;
  readonly metadata: unknown;
  readonly idempotencyKey: string | null;
  /** SHA-256 of the request, hexadecimal. */
  readonly requestHash: string;
  readonly source: 'api' | 'demo' | 'ui';
  readonly answers: readonly GivenAnswer[];
  /** What the server's deciders took, where any was asked. */
  readonly predictMs?: number | undefined;
  readonly now: Date;
  /** The span that waits for it. */
  readonly trace?: Carrier | undefined;
};
export type Stored =
  | {
      readonly kind: 'new';
      readonly caseId: string;
      readonly reviewId: string | null;
      readonly route: Route;
      readonly now: Date;
    }
  | { readonly kind: 'repeated'; readonly caseId: string }
  | { readonly kind: 'conflict' };

type Prepared = {
  ready: ReadyCase;
  caseRow: CaseRow;
  predictions: PredictionRow[];
  decision: DecisionRow | null;
  review: NewReview | null;
  route: Route;
  routeMs: number;
};

/** Routes cases and stores them: one transaction and one statement a table for all that came together. */
@Injectable()
export class StoreCases {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: HumanQueue,
    private readonly feed: ChangeFeed,
    private readonly telemetry: Telemetry,
    private readonly live: LivePath,
  ) {}

  /** Part of the first case's trace, linked from it to those of the others that are stored with it. */
  run(cases: readonly ReadyCase[]): Promise<Stored[]> {
    const [first, ...others] = cases.flatMap(({ trace }) => trace ?? []);
    // A group may begin where another one ended, in a trace that is none of its own.
    if (first === undefined) return this.store(cases);
    const attributes = { 'handrail.cases': cases.length };
    return traced('store cases', { attributes, parent: first, links: others }, () => this.store(cases));
  }

  private async store(cases: readonly ReadyCase[]): Promise<Stored[]> {
    const prepared = cases.map(prepare);
    const storing = performance.now();
    const results = await this.unitOfWork.run(async (tx) => {
      const isNew = await insertCases(
        tx,
        prepared.map(({ caseRow }) => caseRow),
      );
      const fresh = prepared.filter(({ caseRow }) => isNew.has(caseRow.id));
      await insertPredictions(
        tx,
        fresh.flatMap(({ predictions }) => predictions),
      );
      await insertDecisions(
        tx,
        fresh.flatMap(({ decision }) => decision ?? []),
      );
      const reviews = fresh.flatMap(({ review }) => review ?? []);
      if (reviews.length > 0) await this.queue.open(tx, reviews);
      for (const projectId of new Set(fresh.map(({ ready }) => ready.project.id))) {
        await this.feed.publish(tx, { type: 'decided', projectId, caseIds: [] });
      }
      return this.answers(tx, prepared, isNew);
    });
    this.telemetry.batchSize.observe(cases.length);
    results.forEach(({ kind }, index) => {
      const stored = prepared[index];
      if (kind !== 'new' || !stored) return;
      const project = stored.ready.project.slug;
      this.telemetry.decisions.inc({ project, decider: stored.route.decider.kind });
      if (stored.route.failure !== null) this.telemetry.unusable.inc({ project });
    });
    if (this.live.isHeard) this.tell(prepared, results, performance.now() - storing);
    return results;
  }

  /** Of new cases only: one that comes again was counted when it came first. */
  private tell(prepared: readonly Prepared[], results: readonly Stored[], store: number): void {
    const fresh = prepared.filter((_, index) => results[index]?.kind === 'new');
    this.live.tell(
      'cases',
      fresh.map(({ ready: { project, segment, input, answers, now, predictMs: predict }, route: routed, routeMs }) => ({
        project,
        segment,
        input,
        answers,
        at: now.getTime(),
        route: routed,
        stages: predict === undefined ? { route: routeMs, store } : { route: routeMs, store, predict },
      })),
    );
  }

  private async answers(tx: Tx, prepared: readonly Prepared[], isNew: ReadonlySet<string>): Promise<Stored[]> {
    const repeated = prepared.filter(({ caseRow }) => !isNew.has(caseRow.id));
    const keys = repeated.map(({ ready }) => ({ projectId: ready.project.id, key: ready.idempotencyKey ?? '' }));
    const first = new Map(
      (keys.length > 0 ? await findByKeys(tx, keys) : []).map((row) => [
        `${row.project_id} ${row.idempotency_key}`,
        row,
      ]),
    );
    return prepared.map(({ ready, caseRow, review, route: routed }): Stored => {
      if (isNew.has(caseRow.id)) {
        return {
          kind: 'new',
          caseId: caseRow.id,
          reviewId: review?.decides ? review.id : null,
          route: routed,
          now: ready.now,
        };
      }
      const known = first.get(`${ready.project.id} ${ready.idempotencyKey}`);
      if (known?.request_hash.toString('hex') !== ready.requestHash) return { kind: 'conflict' };
      return { kind: 'repeated', caseId: known.id };
    });
  }
}

function prepare(ready: ReadyCase): Prepared {
  const { project, caseId, now } = ready;
  const caseKey = ready.idempotencyKey ?? caseId;
  const started = performance.now();
  const routed = route(project.policy, { key: caseKey, segment: ready.segment, subject: ready.subject }, ready.answers);
  const routeMs = performance.now() - started;
  const predictions = ready.answers.map((answer) => predictionRow(answer, { caseId, now, behind: false }));
  const caseRow: CaseRow = {
    id: caseId,
    project_id: project.id,
    case_key: caseKey,
    idempotency_key: ready.idempotencyKey,
    request_hash: ready.requestHash,
    segment: ready.segment,
    subject: ready.subject,
    input: ready.input,
    metadata: ready.metadata,
    source: ready.source,
    policy_version: project.policy.version,
    route: routed,
    created_at: now,
  };
  return {
    ready,
    caseRow,
    predictions,
    route: routed,
    routeMs,
    decision: decisionRow(routed, ready, caseId),
    review: newReview({ routed, ready, caseId, predictions }),
  };
}

function decisionRow(routed: Route, { project, now }: ReadyCase, caseId: string): DecisionRow | null {
  const { decider } = routed;
  if (decider.kind === 'human') return null;
  return {
    id: newId(),
    case_id: caseId,
    project_id: project.id,
    sequence: 1,
    value: decider.value,
    confidence: decider.kind === 'model' ? decider.confidence : null,
    decided_by_kind: decider.kind,
    decided_by_name: decider.name,
    policy_version: routed.policyVersion,
    reason: routed.reason,
    created_at: now,
    case_created_at: now,
  };
}

type Reviewed = { routed: Route; ready: ReadyCase; caseId: string; predictions: readonly PredictionRow[] };

function newReview({ routed, ready, caseId, predictions }: Reviewed): NewReview | null {
  const { review } = routed;
  if (!review) return null;
  // The machine on duty's; under a policy that names none, the first model's.
  const shown = predictions.find(({ model, kind }) => kind === 'model' && (routed.machine ?? model) === model);
  return {
    id: shownId(ready.now),
    caseId,
    projectId: ready.project.id,
    policyVersion: routed.policyVersion,
    ...review,
    predictionId: routed.showPrediction ? (shown?.id ?? null) : null,
    createdAt: ready.now,
  };
}
