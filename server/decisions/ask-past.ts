import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { CaseInput } from '@handrail/shared/schema';
import { AskDeciders } from '../deciders/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { defineJob, JobQueue, type JobRun } from '../platform/queue/index.js';
import { ProjectDirectory, type ProjectInForce } from '../projects/index.js';
import {
  claimAsking,
  inputsOf,
  isBeingAsked,
  judgedCases,
  recentCases,
  renewAsking,
  storeSaid,
  type SampleBounds,
} from './past-sample.sql.js';

/** What a preview looks at, and so what is asked about: bounded, because some machines are paid by the question. */
export const SAMPLE = { cases: 500, labels: 2000 } as const;

const BATCH = 40;
/** At once: few, so that how long an answer takes is what it takes. */
const LANES = 4;
/** Longer than a batch takes at the worst; what a process held that died is asked by the next after it. */
const LEASE_SECONDS = 60 + 30 * (BATCH / LANES);

/** Asks a machine about the past cases of a preview; whoever else does so already is left to it. */
export const ASK_PAST = defineJob({
  name: 'ask-past',
  payload: z.strictObject({ projectId: z.uuid(), machine: z.string().min(1).max(200) }),
  attempts: 3,
  backoffMs: 2000,
  isLong: true,
});

type Asked = { readonly projectId: string; readonly machine: string };

/**
 * Lets the machine that would be on duty say what it makes of past cases, newest first, so that a preview is what would
 * come. Kept, so each case is asked about once; what failed is asked again later. Nothing is routed by it.
 */
@Injectable()
export class AskPast implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly ask: AskDeciders,
    private readonly queue: JobQueue,
  ) {}

  onModuleInit(): void {
    this.queue.handle(ASK_PAST, (asked, run) => this.run(asked, run));
  }

  /** Begins, where nobody is at it; about so many cases once a minute at most, for whoever fails each time. */
  async begin(asked: Asked, cases: number): Promise<void> {
    const now = this.clock.now();
    if (await isBeingAsked(this.database, asked, now)) return;
    const once = JSON.stringify([asked, cases, Math.floor(now.getTime() / 60_000)]);
    await this.queue.enqueue(ASK_PAST, asked, `ask-past-${createHash('sha256').update(once).digest('hex')}`);
  }

  async run(asked: Asked, { signal }: Pick<JobRun, 'signal'>): Promise<void> {
    const isMine = await this.unitOfWork.run((tx) => claimAsking(tx, asked, this.lease(LEASE_SECONDS)));
    if (!isMine) return;
    try {
      const project = await this.directory.get(asked.projectId);
      const left = await this.unasked(asked);
      for (let at = 0; at < left.length; at += BATCH) {
        signal.throwIfAborted();
        const isUp = await this.batch(project, asked, left.slice(at, at + BATCH));
        // Whoever fails every time is not asked thousands of times; the next look tries again.
        if (!isUp) return;
        await this.unitOfWork.run((tx) => renewAsking(tx, asked, this.lease(LEASE_SECONDS)));
      }
    } finally {
      await this.unitOfWork.run((tx) => renewAsking(tx, asked, this.lease(0)));
    }
  }

  /** Gives whether any of them got an answer. */
  private async batch(project: ProjectInForce, { machine }: Asked, ids: readonly string[]): Promise<boolean> {
    const cases = await inputsOf(this.database, ids);
    const rows: Parameters<typeof storeSaid>[1][number][] = [];
    const next = cases.values();
    const lane = async (): Promise<void> => {
      for (const { id, input } of next) {
        // Checked against the project's schema when it was taken in.
        const [said] = await this.ask.behind(project, [machine], input as CaseInput);
        if (!said) continue;
        const { model, kind, value = null, confidence = null, latencyMs = null, error = null } = said;
        rows.push({ caseId: id, model, kind, value, confidence, latencyMs, error });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await this.unitOfWork.run((tx) => storeSaid(tx, rows, this.clock.now()));
    return rows.some(({ error }) => error === null);
  }

  private async unasked({ projectId, machine }: Asked): Promise<string[]> {
    const bounds: SampleBounds = { projectId, ...SAMPLE, hidesBlind: false, now: this.clock.now() };
    const [recent, judged] = [await recentCases(this.database, bounds), await judgedCases(this.database, bounds)];
    const lacking = [...recent, ...judged].filter(
      ({ predictions }) => !predictions.some(({ model }) => model === machine),
    );
    return [...new Set(lacking.map(({ id }) => id))];
  }

  private lease(seconds: number): { now: Date; seconds: number } {
    return { now: this.clock.now(), seconds };
  }
}
