import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  policySettingsSchema,
  previewCurve,
  previewPolicy,
  unheardOf,
  type CurvePoint,
  type PastSample,
  type Policy,
  type PolicyPreview,
} from '@handrail/shared/ladder';
import { OpenDeciders } from '../deciders/index.js';
import { assertMay, hidesBlind } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { parseWith } from '../platform/http/index.js';
import { keepingRollout, ProjectDirectory } from '../projects/index.js';
import { AskPast, SAMPLE } from './ask-past.js';
import { judgedCases, recentCases } from './past-sample.sql.js';

const PREVIEW_LIMIT = 2000;
/** Few cases are asked about while whoever looks waits; more are watched coming in. */
const WAIT_MS = 2000;
const LOOK_EVERY_MS = 200;
const FEW = 200;

/** Whoever would be on duty and has not been asked about so many cases of the sample. */
export type Unheard = {
  readonly machine: string;
  readonly cases: number;
  /** False: its predictions come with the cases, or it is registered no more; nothing can be known of it. */
  readonly canBeAsked: boolean;
};
export type Previewed = {
  readonly current: PolicyPreview;
  readonly proposed: PolicyPreview;
  readonly unheard: readonly Unheard[];
};

/**
 * What settings would do, by the machines that would be on duty. The preview, the curve and the agreement are read from
 * one sample by one estimator, so that two numbers for one thing cannot differ.
 */
@Injectable()
export class PreviewReads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly deciders: OpenDeciders,
    private readonly askPast: AskPast,
  ) {}

  /** What the proposed settings would do, compared with those in force; begins to ask who has to be asked for that. */
  async preview(actor: Actor, projectId: string, given: { settings: unknown; lastCases: number }): Promise<Previewed> {
    assertMay(actor, 'policy:read', projectId);
    const [policy, next] = await this.policies(projectId, given.settings);
    const look = async (): Promise<Previewed> => {
      const sample = await this.sample(actor, projectId, given.lastCases);
      const [current, proposed] = [previewPolicy(policy, sample), previewPolicy(next, sample)];
      return { current, proposed, unheard: await this.unheard(projectId, next, sample) };
    };
    let seen = await look();
    const asked = seen.unheard.filter(({ canBeAsked }) => canBeAsked);
    for (const { machine, cases } of asked) await this.askPast.begin({ projectId, machine }, cases);
    const isSoon = (): boolean => isWaitedFor(seen.unheard);
    for (let waited = 0; isSoon() && waited < WAIT_MS; waited += LOOK_EVERY_MS) {
      // Not background work: the request waits for it, a few seconds at most.
      await setTimeout(LOOK_EVERY_MS);
      seen = await look();
    }
    return seen;
  }

  /** Error against share automated at each threshold, under these settings or those in force. Asks nobody. */
  async curve(actor: Actor, projectId: string, settings?: unknown): Promise<CurvePoint[]> {
    assertMay(actor, 'policy:read', projectId);
    const [policy, next] = await this.policies(projectId, settings);
    const sample = await this.sample(actor, projectId, SAMPLE.cases);
    const grid = [...GRID, policy.thresholds.global, next.thresholds.global];
    return previewCurve(next, sample, grid);
  }

  /** How often the machine on duty and people agree on the cases of blind labels: right at threshold zero. */
  async agreement(actor: Actor, projectId: string): Promise<PolicyPreview> {
    assertMay(actor, 'policy:read', projectId);
    return this.atZero(projectId, await this.sample(actor, projectId, SAMPLE.cases));
  }

  /** The same for the operator's own tools, whoever looks: how often the machine on duty is wrong. */
  async machineError(projectId: string): Promise<PolicyPreview> {
    return this.atZero(projectId, await this.read(projectId, { cases: SAMPLE.cases, hidesBlind: false }));
  }

  private async atZero(projectId: string, sample: PastSample): Promise<PolicyPreview> {
    const { policy } = await this.directory.get(projectId);
    const thresholds = { global: 0, perClass: {}, perSegment: {} };
    return previewPolicy({ ...policy, level: 'PARTIAL_AUTOMATION', thresholds }, sample);
  }

  /** What is known of a policy before it is put in force, whoever asks; for the ladder's own check. */
  async known(projectId: string, next: Policy): Promise<Pick<Previewed, 'proposed' | 'unheard'>> {
    const sample = await this.read(projectId, { cases: SAMPLE.cases, hidesBlind: false });
    return { proposed: previewPolicy(next, sample), unheard: await this.unheard(projectId, next, sample) };
  }

  private async policies(projectId: string, settings: unknown): Promise<readonly [Policy, Policy]> {
    const { policy } = await this.directory.get(projectId);
    if (settings === undefined) return [policy, policy];
    // A move keeps what comes and goes by rollouts; so does its preview.
    return [policy, { ...policy, ...keepingRollout(parseWith(policySettingsSchema, settings), policy) }];
  }

  private sample(actor: Actor, projectId: string, lastCases: number): Promise<PastSample> {
    const cases = Math.max(1, Math.min(PREVIEW_LIMIT, lastCases));
    return this.read(projectId, { cases, hidesBlind: hidesBlind(actor, projectId) });
  }

  private async read(projectId: string, given: { cases: number; hidesBlind: boolean }): Promise<PastSample> {
    const bounds = { projectId, labels: SAMPLE.labels, now: this.clock.now(), ...given };
    const [cases, judged] = await Promise.all([recentCases(this.database, bounds), judgedCases(this.database, bounds)]);
    return { cases, judged };
  }

  private async unheard(projectId: string, policy: Policy, sample: PastSample): Promise<Unheard[]> {
    return Promise.all(
      unheardOf(policy, sample).map(async (one) => ({
        ...one,
        canBeAsked: await this.canBeAsked(projectId, one.machine),
      })),
    );
  }

  private async canBeAsked(projectId: string, machine: string): Promise<boolean> {
    try {
      const decider = await this.deciders.get(projectId, machine);
      return decider !== undefined && decider.open !== null;
    } catch {
      // It can be asked and fails, which is an answer that routing would get as well.
      return true;
    }
  }
}

function isWaitedFor(unheard: readonly Unheard[]): boolean {
  const left = unheard.filter(({ canBeAsked }) => canBeAsked).reduce((sum, { cases }) => sum + cases, 0);
  return left > 0 && left <= FEW;
}

/** Hundredths, and thousandths at the top, where confidences crowd. */
const GRID = [
  ...Array.from({ length: 51 }, (_, index) => (50 + index) / 100),
  ...Array.from({ length: 9 }, (_, index) => (991 + index) / 1000),
];
