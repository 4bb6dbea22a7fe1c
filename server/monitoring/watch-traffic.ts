import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  dimensionsOf,
  dimensionsOfRequest,
  observeAnswer,
  observeCase,
  observeFeedback,
  observeInProcess,
  observeRequest,
  observeTurnedAway,
  type AnswerSeen,
  type CaseSeen,
  type Dimensions,
  type RequestSeen,
  type TurnedAway,
} from '@handrail/shared/monitoring';
import { processName } from '../platform/background/index.js';
import { Failures, type SideWork } from '../platform/failures/index.js';
import { LivePath } from '../platform/telemetry/index.js';
import { MonitoringConfig } from '../platform/config/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { KeepMetrics } from './keep-metrics.js';
import { MetricLayouts } from './metric-layouts.js';
import { LookAtTexts } from './text/look-at-texts.js';
import { observeTexts, textsOf } from './text/observe-texts.js';
import { TextBudget } from './text/text-budget.js';
import { Vocabularies } from './text/vocabularies.js';

const NO_INPUT = { fields: [] };

/** Counts what the live path tells, unless the configuration says otherwise. */
@Injectable()
export class WatchTraffic implements OnModuleInit, OnModuleDestroy {
  private readonly budget = new TextBudget();
  private readonly texts: LookAtTexts;
  private readonly counting: SideWork;
  private readonly process: string;

  constructor(
    private readonly live: LivePath,
    private readonly metrics: KeepMetrics,
    private readonly layouts: MetricLayouts,
    private readonly vocabularies: Vocabularies,
    private readonly directory: ProjectDirectory,
    private readonly config: MonitoringConfig,
    failures: Failures,
  ) {
    this.counting = failures.of('count-unread', 'Counting of a refused case');
    this.texts = new LookAtTexts((error) => failures.of('look-at-texts', 'Looking at texts').failed(error));
    this.process = processName(config);
  }

  onModuleInit(): void {
    if (!this.config.metrics) return;
    this.live.hear({
      cases: (seen) => {
        for (const one of seen) this.ofCase(one);
      },
      turnedAway: (seen) =>
        observeTurnedAway(seen, this.metrics.adder({ ...seen, dimensions: dimensionsOfRequest(seen) })),
      request: (seen) => {
        observeRequest(seen, this.metrics.adder(seen));
        observeInProcess(seen, this.process, this.metrics.adder({ projectId: null, at: seen.at }));
        // The answer has been given.
        if (seen.isUnread) this.counting.hear(this.ofUnread(seen));
      },
      feedback: (seen) => observeFeedback(seen, this.metrics.adder(seen)),
      answer: (seen) => this.ofAnswer(seen),
    });
  }

  private ofCase(seen: CaseSeen): void {
    const { project, at } = seen;
    const where = { projectId: project.id, at, dimensions: dimensionsOf(seen) };
    const { decider } = where.dimensions;
    const add = this.metrics.adder(where, this.layouts.of(project, decider));
    observeCase(seen, add);
    if (this.hasTexts(project) && this.budget.take(at)) this.lookAtTexts(seen, where);
  }

  /** Behind the answer, and then counted as of when the case came. */
  private lookAtTexts(seen: CaseSeen, where: { projectId: string; at: number; dimensions: Dimensions }): void {
    const texts = textsOf(seen);
    const { id, inputSchema, outputSchema } = seen.project;
    const { decider } = where.dimensions;
    this.texts.add(
      texts.reduce((units, { text }) => units + text.length, 0),
      () => {
        const add = this.metrics.adder(where, this.layouts.of({ id, inputSchema, outputSchema }, decider));
        observeTexts(texts, (part) => this.vocabularies.of(id, decider, part), add);
      },
    );
  }

  /** Texts that will still be looked at. */
  get textsWaiting(): number {
    return this.texts.size;
  }

  onModuleDestroy(): void {
    this.texts.stop();
  }

  /** A case that nobody could read is a refused one of the project whose key it bore. */
  private async ofUnread({ projectId, at }: RequestSeen): Promise<void> {
    if (projectId === null) return;
    const { level, incumbent: machine } = (await this.directory.get(projectId)).policy;
    const seen: TurnedAway = { kind: 'refused', projectId, at, segment: null, level, machine, pointers: [] };
    observeTurnedAway(seen, this.metrics.adder({ ...seen, dimensions: dimensionsOfRequest(seen) }));
  }

  private hasTexts({ inputSchema }: CaseSeen['project']): boolean {
    return inputSchema.fields.some(({ type }) => type === 'text');
  }

  private ofAnswer(seen: AnswerSeen): void {
    const { project, at, segment, machine, level } = seen;
    const dimensions = { segment: segment ?? '', decider: machine, level };
    const layouts = this.layouts.of({ ...project, inputSchema: NO_INPUT }, machine);
    observeAnswer(seen, this.metrics.adder({ projectId: project.id, at, dimensions }, layouts));
  }
}
