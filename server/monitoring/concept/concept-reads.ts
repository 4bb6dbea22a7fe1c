import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  bucketStart,
  driftSentence,
  ESTIMATE_ASSUMPTIONS,
  estimateError,
  LENGTH_MS,
  metricOf,
  noLabels,
  resolutionFor,
  veilConcept,
  viewConcept,
  type ConceptView,
  type InputMove,
  type LabelFreeEstimate,
  type MeanConfidence,
} from '@handrail/shared/monitoring';
import { assertMay, hidesBlind } from '../../identity/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { invalid } from '../../platform/http/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { DriftReads } from '../drift/drift-reads.js';
import { ONE_LINE, type ReadRange } from '../metric-lines.js';
import { MetricReads } from '../metric-reads.js';
import { findState, machinesWithStates } from './concept.sql.js';

export type ConceptQuestion = {
  readonly projectId: string;
  readonly version?: string | undefined;
  readonly hours: number;
};
export type ConceptDrift = ConceptView & {
  readonly version: string | null;
  readonly versions: readonly string[];
  readonly isVeiled: boolean;
  readonly inputs: InputMove;
  readonly estimate: LabelFreeEstimate & { readonly assumptions: readonly string[] };
  readonly sentence: string;
};

const MAX_HOURS = 720;
/** What the estimate is held against: at most so long before. */
const REFERENCE_MS = 45 * LENGTH_MS.DAY;
const Z95 = 1.959964;
const NO_MEAN: MeanConfidence = { n: 0, mean: null, se: 0 };

/** Whether the rules of taking the decision changed, as far as blind labels tell, and what confidence says beside them. */
@Injectable()
export class ConceptReads {
  constructor(
    private readonly database: Database,
    private readonly metrics: MetricReads,
    private readonly drift: DriftReads,
    private readonly directory: ProjectDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `invalid` for a version that no label measures, and for hours out of range. */
  async get(actor: Actor, { projectId, version: asked, hours }: ConceptQuestion): Promise<ConceptDrift> {
    assertMay(actor, 'monitoring:read', projectId);
    if (hours < 1 || hours > MAX_HOURS) {
      throw invalid('That is no time to look over.', [{ pointer: '/hours', detail: `from 1 to ${MAX_HOURS}` }]);
    }
    const versions = await machinesWithStates(this.database, projectId);
    if (asked !== undefined && !versions.includes(asked)) {
      throw invalid('No blind label measures this version.', [
        { pointer: '/version', detail: 'not one of those that versions lists' },
      ]);
    }
    const version = asked ?? versions[0] ?? null;
    const isVeiled = hidesBlind(actor, projectId);
    const view = await this.view(projectId, version, isVeiled);
    const estimate = await this.estimate({ projectId, version, hours, isVeiled });
    const inputs = await this.inputs(projectId, { hours, isVeiled });
    const sentence = driftSentence({ inputs, error: view.state, estimate: estimate.state });
    return { ...view, version, versions, isVeiled, inputs, estimate, sentence };
  }

  /** Whether any field of the input drifts from what was frozen. */
  private async inputs(
    projectId: string,
    { hours, isVeiled }: { readonly hours: number; readonly isVeiled: boolean },
  ): Promise<InputMove> {
    const now = this.clock.now();
    const period = { from: new Date(now.getTime() - hours * LENGTH_MS.HOUR), to: now };
    const project = await this.directory.get(projectId);
    const { fields } = await this.drift.drift(project, { period, reference: undefined, isVeiled });
    const states = fields.filter(({ metric }) => metric.startsWith('input.')).map(({ state }) => state);
    if (states.includes('DRIFTS')) return 'MOVED';
    return states.includes('STABLE') ? 'STEADY' : 'UNKNOWN';
  }

  private async view(projectId: string, version: string | null, isVeiled: boolean): Promise<ConceptView> {
    const row = version === null ? undefined : await findState(this.database, projectId, version);
    if (!isVeiled) return viewConcept(row?.state ?? noLabels());
    return veilConcept(viewConcept(row?.settled ?? noLabels()));
  }

  private async estimate(given: {
    readonly projectId: string;
    readonly version: string | null;
    readonly hours: number;
    readonly isVeiled: boolean;
  }): Promise<ConceptDrift['estimate']> {
    const { version, hours } = given;
    if (version === null) return { ...estimateError(NO_MEAN, NO_MEAN), assumptions: ESTIMATE_ASSUMPTIONS };
    const now = this.clock.now().getTime();
    const resolution = resolutionFor({ from: now - hours * LENGTH_MS.HOUR, to: now }) === 'DAY' ? 'DAY' : 'HOUR';
    const from = bucketStart(resolution, now - hours * LENGTH_MS.HOUR);
    const mean = (range: Omit<ReadRange, 'now'>) => this.meanOf({ ...given, version }, { ...range, now });
    const [recent, before] = await Promise.all([
      mean({ resolution, from, to: now + 1 }),
      // Whole days, and none of what is recent.
      mean({
        resolution: 'DAY',
        from: bucketStart('DAY', now - REFERENCE_MS),
        to: Math.max(bucketStart('DAY', from), bucketStart('DAY', now - REFERENCE_MS) + 1),
      }),
    ]);
    return { ...estimateError(recent, before), assumptions: ESTIMATE_ASSUMPTIONS };
  }

  private async meanOf(
    { projectId, version, isVeiled }: { projectId: string; version: string; isVeiled: boolean },
    range: ReadRange,
  ): Promise<MeanConfidence> {
    const metric = metricOf('output.confidence');
    if (!metric) throw new Error('unreachable: there is no confidence');
    const read = async (decider: string) => {
      const [drawn] = await this.metrics.lines(
        [{ metric }],
        { projectId, decider },
        { range, isVeiled, most: ONE_LINE },
      );
      return drawn?.lines[0]?.total;
    };
    // Cases without a named machine count under none: there it is the first that answered.
    const total = (await read(version)) ?? (await read(''));
    if (!total || total.value === null) return NO_MEAN;
    return { n: total.count, mean: total.value, se: ((total.upper ?? total.value) - total.value) / Z95 };
  }
}
