import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  freezeGrid,
  layoutOfSchema,
  LEAST_REFERENCE,
  metricsFor,
  observeCase,
  observeMedium,
  type Add,
} from '@handrail/shared/monitoring';
import { Clock } from '../../platform/clock/index.js';
import { MonitoringConfig } from '../../platform/config/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { ProjectDirectory, type ProjectInForce } from '../../projects/index.js';
import { layoutId } from '../metric-layouts.js';
import { championOf, driftingParts, isOfMachine, type DriftPart } from './drift-parts.js';
import { FREEZE_REFERENCES } from './drift.jobs.js';
import {
  decidedCases,
  frozenParts,
  insertReferences,
  projectsCounted,
  trainingCases,
  type Reference,
  type ReferenceSource,
  type SampleCase,
} from './references.sql.js';

const EVERY_MS = 60_000;
type Values = Map<string, (number | string | null)[]>;

/**
 * Freezes, once for every version that decides, what each field and its answers look like: from the cases whose labels
 * taught it, else from the first thousand and more that it decided. A field that is new since begins a reference of its own.
 */
@Injectable()
export class FreezeReferences implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly directory: ProjectDirectory,
    private readonly config: MonitoringConfig,
  ) {}

  onModuleInit(): void {
    this.queue.handle(FREEZE_REFERENCES, (_payload, { signal }) => this.run(signal));
  }

  /** Call it in a process that works. Every minute one job, however many processes ask for it. */
  start(report: (error: unknown) => void): void {
    if (!this.config.metrics) return;
    this.timer = setInterval(() => {
      const minute = new Date(Math.floor(this.clock.now().getTime() / EVERY_MS) * EVERY_MS).toISOString();
      this.queue
        .enqueue(FREEZE_REFERENCES, { minute }, `freeze-references-${minute.replaceAll(':', '-')}`)
        .catch(report);
    }, EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Every project's version in force. May run twice at once: what was frozen first stays. */
  async run(signal?: AbortSignal): Promise<number> {
    let frozen = 0;
    for (const { id } of await projectsCounted(this.database)) {
      if (signal?.aborted === true) break;
      frozen += await this.ofProject(await this.directory.get(id));
    }
    return frozen;
  }

  private async ofProject(project: ProjectInForce): Promise<number> {
    const decider = championOf(project);
    const known = await frozenParts(this.database, project.id, decider);
    const lacking = driftingParts(metricsFor(project.inputSchema), project).filter(({ metric, part }) => {
      const layout = layoutOfSchema(project, metric, part);
      const name = layout && layoutId(layout);
      return !known.some((one) => one.metric === metric && one.part === part && (name === null || one.layout === name));
    });
    if (lacking.length === 0) return 0;
    const taught = decider === '' ? [] : await trainingCases(this.database, project.id, decider);
    const isTaught = taught.length >= LEAST_REFERENCE;
    const ofInput = isTaught ? lacking.filter(({ metric }) => !isOfMachine(metric)) : [];
    const fromTraining = this.freeze(project, ofInput, { cases: taught, source: 'TRAINING', decider });
    const kept = new Set(fromTraining.map(({ metric, part }) => `${metric}\0${part}`));
    const left = lacking.filter(({ metric, part }) => !kept.has(`${metric}\0${part}`));
    const decided = left.length === 0 ? [] : await decidedCases(this.database, project.id, decider);
    const fromCases = this.freeze(project, left, { cases: decided, source: 'CASES', decider });
    const references = [...fromTraining, ...fromCases];
    if (references.length > 0) await this.unitOfWork.run((tx) => insertReferences(tx, references));
    return references.length;
  }

  private freeze(
    project: ProjectInForce,
    parts: readonly DriftPart[],
    { cases, source, decider }: { cases: readonly SampleCase[]; source: ReferenceSource; decider: string },
  ): Reference[] {
    if (parts.length === 0 || cases.length < LEAST_REFERENCE) return [];
    const collected = collect(project, cases);
    const times = cases.map(({ created_at: at }) => at.getTime()).sort((a, b) => a - b);
    const [firstAt, lastAt] = [new Date(times[0] ?? 0), new Date(times.at(-1) ?? 0)];
    const rest = { projectId: project.id, decider, source, firstAt, lastAt, frozenAt: this.clock.now() };
    return parts.flatMap(({ metric, part }) => {
      const values = collected.get(`${metric}\0${part}`);
      const size = [...(values?.values() ?? [])].reduce((sum, { length }) => sum + length, 0);
      const grid = values && size >= LEAST_REFERENCE && freezeGrid(values, layoutOfSchema(project, metric, part));
      if (!grid) return [];
      const one = { ...rest, metric, part, layout: grid.layout, layoutId: layoutId(grid.layout) };
      const bySegment = [...grid.bySegment].map(([segment, cell]) => ({ ...one, segment, cell }));
      return [{ ...one, segment: null, cell: grid.all }, ...bySegment];
    });
  }
}

/** Everything that the cases tell, by metric and part and then by segment, exactly as live traffic is counted. */
function collect(project: ProjectInForce, cases: readonly SampleCase[]): Map<string, Values> {
  const collected = new Map<string, Values>();
  for (const { input, route, segment, answers, media, created_at: at } of cases) {
    const add: Add = (metric, part, value) => {
      const key = `${metric}\0${part}`;
      let values = collected.get(key);
      if (!values) collected.set(key, (values = new Map<string, (number | string | null)[]>()));
      const known = values.get(segment ?? '');
      if (known) known.push(value);
      else values.set(segment ?? '', [value]);
    };
    observeCase({ project, at: at.getTime(), segment, input, route, answers, stages: {} }, add);
    for (const { field, measured } of media) observeMedium(field, measured, add);
  }
  return collected;
}
