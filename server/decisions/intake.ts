import { Injectable } from '@nestjs/common';
import { decisionRequestSchema, type DecisionRequest } from '@handrail/shared/contracts';
import type { Dealt } from '@handrail/shared/ladder';
import {
  validateInput,
  validateOutput,
  type CaseInput,
  type FieldError,
  type OutputSchema,
} from '@handrail/shared/schema';
import type { TurnedAway } from '@handrail/shared/monitoring';
import { AskDeciders, type GivenAnswer } from '../deciders/index.js';
import { Clock } from '../platform/clock/index.js';
import { invalid, isDatabaseAway, parseWith, ProblemError } from '../platform/http/index.js';
import { hashOf, refuseBadKey } from '../platform/idempotency/index.js';
import { shownId } from '../platform/ids/index.js';
import { LivePath } from '../platform/telemetry/index.js';
import { traced } from '../platform/tracing/index.js';
import { ThroughputLimit, type ProjectInForce } from '../projects/index.js';
import { Gather } from './gather.js';
import { StoreCases, type ReadyCase, type Stored } from './store-cases.js';

export type NewCase = {
  readonly project: ProjectInForce;
  readonly body: unknown;
  readonly idempotencyKey: string | null;
  readonly source: 'api' | 'demo' | 'ui';
};
export type Taken = Exclude<Stored, { kind: 'conflict' }>;

type TurnedAwayFacts = Pick<TurnedAway, 'projectId' | 'at' | 'segment' | 'level' | 'machine'>;

const LIMITS = { lanes: 2, groupSize: 500, backlog: 20_000 };

/** Takes cases in: checks them against the project, asks the machines, and stores what arrives together in one go. */
@Injectable()
export class Intake {
  private readonly gather: Gather<ReadyCase, Stored>;
  private underWay = 0;

  constructor(
    private readonly deciders: AskDeciders,
    private readonly clock: Clock,
    private readonly limit: ThroughputLimit,
    private readonly live: LivePath,
    store: StoreCases,
  ) {
    this.gather = new Gather((cases) => store.run(cases), LIMITS, isDatabaseAway);
  }

  /** Whether a caller waits for an answer of this process. */
  get isBusy(): boolean {
    return this.underWay > 0;
  }

  /** Acknowledged after the commit. @throws ProblemError naming every bad field, or that it is too much; nothing is written then. */
  async take(given: NewCase): Promise<Taken> {
    this.underWay += 1;
    try {
      return await this.decide(given);
    } finally {
      this.underWay -= 1;
    }
  }

  private async decide(given: NewCase): Promise<Taken> {
    if (this.gather.isFull)
      throw new ProblemError('unavailable', 'Too many cases are waiting to be stored.', { retryAfter: 1 });
    const now = this.clock.now();
    const { project, idempotencyKey, source } = given;
    const body = this.read(given, now);
    const input = this.checked(body, project, now);
    await this.limit.pass(project);
    const caseId = shownId(now);
    const subject = body.subject ?? null;
    const asked = performance.now();
    const answers = await this.answers(project, body, { key: idempotencyKey ?? caseId, subject, input });
    const predictMs = answers.some(({ givenBy }) => givenBy === 'server') ? performance.now() - asked : undefined;
    const ready: ReadyCase = {
      project,
      caseId,
      input,
      segment: body.segment ?? null,
      subject,
      metadata: body.metadata ?? null,
      idempotencyKey,
      requestHash: hashOf(body),
      source,
      answers,
      predictMs,
      now,
    };
    const stored = await traced('store', { attributes: { 'handrail.case_id': caseId } }, (span) =>
      this.gather.add({ ...ready, trace: span?.carrier }),
    );
    if (stored.kind === 'conflict') {
      throw new ProblemError(
        'idempotency-conflict',
        'This Idempotency-Key came before with another body. Use a new key for a new case.',
      );
    }
    if (stored.kind === 'repeated') {
      this.live.tell('turnedAway', { kind: 'repeated', ...facts(project, body, now) });
    }
    return stored;
  }

  private read({ project, body, idempotencyKey }: NewCase, now: Date): DecisionRequest {
    try {
      refuseBadKey(idempotencyKey);
      return parseWith(decisionRequestSchema, body);
    } catch (error) {
      const pointers = error instanceof ProblemError ? error.errors.map(({ pointer }) => pointer) : [];
      this.live.tell('turnedAway', { kind: 'refused', ...facts(project, {}, now), pointers });
      throw error;
    }
  }

  private checked(body: DecisionRequest, project: ProjectInForce, now: Date): CaseInput {
    const { input, errors } = check(body, project);
    if (input && errors.length === 0) return input;
    const pointers = errors.map(({ pointer }) => pointer);
    this.live.tell('turnedAway', { kind: 'refused', ...facts(project, body, now), pointers });
    throw invalid('The case does not fit the project’s schema.', errors);
  }

  /** What came with the case, and what the server's own deciders say of it. */
  private async answers(
    project: ProjectInForce,
    { predictions = [] }: DecisionRequest,
    asked: Dealt & { readonly input: CaseInput },
  ): Promise<GivenAnswer[]> {
    const came = predictions.map((prediction) => fromCaller(prediction, project));
    return [...came, ...(await this.deciders.run(project, asked, came))];
  }
}

/** Under what a request that brings no case is counted, so that shares of cases are shares in each segment too. */
function facts(
  { id, policy }: ProjectInForce,
  { segment }: Pick<DecisionRequest, 'segment'>,
  now: Date,
): TurnedAwayFacts {
  const { level, incumbent } = policy;
  return { projectId: id, at: now.getTime(), segment: segment ?? null, level, machine: incumbent };
}

/** The input as it is stored, and every bad field of input and predictions. */
function check(body: DecisionRequest, project: ProjectInForce): { input: CaseInput | null; errors: FieldError[] } {
  const input = validateInput(project.inputSchema, body.input);
  const errors = [
    ...(input.ok ? [] : input.errors.map(({ pointer, detail }) => ({ pointer: `/input${pointer}`, detail }))),
    ...predictionErrors(body, project.outputSchema),
    ...evidenceErrors(body),
  ];
  return { input: input.ok ? input.value : null, errors };
}

/** Evidence is drawn over the text as it stands, so each span must lie in a text of this case. */
function evidenceErrors({ input, predictions = [] }: DecisionRequest): FieldError[] {
  return predictions.flatMap(({ evidence = [] }, index) =>
    evidence.flatMap((span, place) => {
      const detail = spanError(span, input);
      return detail === undefined ? [] : [{ pointer: `/predictions/${index}/evidence/${place}`, detail }];
    }),
  );
}

function spanError(
  { field, start, end }: { field: string; start: number; end: number },
  input: Readonly<Record<string, unknown>>,
): string | undefined {
  const text = Object.hasOwn(input, field) ? input[field] : undefined;
  if (typeof text !== 'string') return `${JSON.stringify(field)} is not a text of this case`;
  return start <= end && end <= text.length
    ? undefined
    : `must lie in the text: 0 ≤ start ≤ end ≤ ${text.length} (UTF-16 units)`;
}

function predictionErrors({ predictions = [] }: DecisionRequest, outputSchema: OutputSchema): FieldError[] {
  return predictions.flatMap(({ value }, index) => {
    const checked = validateOutput(outputSchema, value);
    return checked.ok
      ? []
      : checked.errors.map(({ pointer, detail }) => ({ pointer: `/predictions/${index}/value${pointer}`, detail }));
  });
}

function fromCaller(
  prediction: NonNullable<DecisionRequest['predictions']>[number],
  { policy }: ProjectInForce,
): GivenAnswer {
  const kind = prediction.model === policy.previousSystem ? 'system' : 'model';
  return { ...prediction, kind, givenBy: 'caller' };
}
