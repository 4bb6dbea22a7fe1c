import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  freezeGrid,
  layoutOfSchema,
  LEAST_REFERENCE,
  metricsFor,
  type Add,
  type Vocabulary,
} from '@handrail/shared/monitoring';
import { type Background, type Loop } from '../../platform/background/index.js';
import { Clock } from '../../platform/clock/index.js';
import { MonitoringConfig } from '../../platform/config/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { ProjectDirectory, type ProjectInForce } from '../../projects/index.js';
import { layoutId } from '../metric-layouts.js';
import { CollectTexts } from '../text/collect-texts.js';
import { insertVocabularies, type KeptVocabulary } from '../text/vocabulary.sql.js';
import { championOf, driftingParts, isOfMachine, isOfTexts, type DriftPart } from './drift-parts.js';
import { FREEZE_REFERENCES } from './drift.jobs.js';
import { tell } from './tell-case.js';
import {
  casesOf,
  decidedCases,
  frozenParts,
  insertReferences,
  projectsCounted,
  trainingCases,
  type Reference,
  type ReferenceSource,
  type SampleCase,
} from './references.sql.js';

const DECIDED_SHARE = 0.95;
const FIRST_WAIT_MS = 60_000;
/** What cannot be frozen yet is tried again after twice the time each time: soon where cases are few, for each look costs. */
const MOST_PATIENCE_MS = { fewCases: 600_000, fewValues: 6 * 3_600_000 } as const;
type Values = Map<string, (number | string | null)[]>;

/**
 * Freezes, once for every version that decides, what each field and its answers look like: from the cases whose labels
 * taught it, else from the cases that it decided, once there are a thousand. A field that is new since begins a reference of its own.
 */
@Injectable()
export class FreezeReferences implements OnModuleInit, OnModuleDestroy {
  private loop: Loop | undefined;
  /** By project, what lacked at the last try, when that is tried again (Unix milliseconds), and how long that is after. */
  private readonly tried = new Map<
    string,
    { readonly lacking: string; readonly after: number; readonly waited: number }
  >();

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
  start(background: Background): void {
    if (!this.config.metrics) return;
    this.loop = background.minuteJob(FREEZE_REFERENCES, { title: 'Freezing of references', isWatching: true });
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }

  /**
   * Every project's version in force. May run twice at once: what was frozen first stays.
   *
   * @throws AggregateError of those that failed, after all others.
   */
  async run(signal?: AbortSignal): Promise<number> {
    let frozen = 0;
    const failed: unknown[] = [];
    for (const { id } of await projectsCounted(this.database)) {
      if (signal?.aborted === true) break;
      try {
        frozen += await this.ofProject(await this.directory.get(id));
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0) throw new AggregateError(failed, `The references of ${failed.length} projects wait`);
    return frozen;
  }

  /** One project's version in force; where no metrics are kept, nothing. How many were frozen. */
  async forProject(projectId: string): Promise<number> {
    return this.config.metrics ? this.ofProject(await this.directory.get(projectId)) : 0;
  }

  private async ofProject(project: ProjectInForce): Promise<number> {
    const decider = championOf(project);
    const known = await frozenParts(this.database, project.id, decider);
    const lacking = driftingParts(metricsFor(project.inputSchema), project).filter(({ metric, part }) => {
      const layout = layoutOfSchema(project, metric, part);
      const name = layout && layoutId(layout);
      return !known.some((one) => one.metric === metric && one.part === part && (name === null || one.layout === name));
    });
    if (lacking.length === 0 || !this.isDue(project.id, lacking)) return 0;
    const taught = decider === '' ? [] : await trainingCases(this.database, project.id, decider);
    const isTaught = taught.length >= LEAST_REFERENCE;
    const ofInput = isTaught ? lacking.filter(({ metric }) => !isOfMachine(metric)) : [];
    const fromTraining = await this.freeze(project, ofInput, { cases: taught, source: 'TRAINING', decider });
    const kept = new Set(fromTraining.references.map(({ metric, part }) => `${metric}\0${part}`));
    const left = lacking.filter(({ metric, part }) => !kept.has(`${metric}\0${part}`));
    const decided = left.length === 0 ? [] : await decidedCases(this.database, project.id, decider);
    const fromCases = await this.freeze(project, left, { cases: decided, source: 'CASES', decider });
    const isEnough = Math.max(isTaught ? taught.length : 0, decided.length) >= LEAST_REFERENCE;
    this.putOff(project.id, lacking, MOST_PATIENCE_MS[isEnough ? 'fewValues' : 'fewCases']);
    const references = [...fromTraining.references, ...fromCases.references];
    const vocabularies = [...fromTraining.vocabularies, ...fromCases.vocabularies];
    if (references.length > 0)
      await this.unitOfWork.run(async (tx) => {
        // Whoever learns the bins finds the words.
        await insertVocabularies(tx, vocabularies, this.clock.now());
        await insertReferences(tx, references);
      });
    return references.length;
  }

  private isDue(projectId: string, lacking: readonly DriftPart[]): boolean {
    const known = this.tried.get(projectId);
    return known?.lacking !== namesOf(lacking) || this.clock.now().getTime() >= known.after;
  }

  private putOff(projectId: string, lacking: readonly DriftPart[], most: number): void {
    const known = this.tried.get(projectId);
    const names = namesOf(lacking);
    const waited = known?.lacking === names ? Math.min(most, 2 * known.waited) : FIRST_WAIT_MS;
    this.tried.set(projectId, { lacking: names, after: this.clock.now().getTime() + waited, waited });
  }

  private async freeze(
    project: ProjectInForce,
    parts: readonly DriftPart[],
    { cases, source, decider }: { cases: readonly string[]; source: ReferenceSource; decider: string },
  ): Promise<Frozen> {
    if (parts.length === 0 || cases.length < LEAST_REFERENCE) return NOTHING;
    const {
      values: collected,
      vocabularies,
      firstAt,
      lastAt,
    } = await collect(project, casesOf(this.database, cases), {
      hasTexts: parts.some(({ metric }) => isOfTexts(metric)),
    });
    const rest = { projectId: project.id, decider, source, firstAt, lastAt, frozenAt: this.clock.now() };
    const references = parts.flatMap(({ metric, part }) => {
      const values = collected.get(`${metric}\0${part}`);
      const size = [...(values?.values() ?? [])].reduce((sum, { length }) => sum + length, 0);
      // While many are open, decisions are those of the machine, and people's would look like a drift.
      const least = metric === 'output.decision' ? DECIDED_SHARE * cases.length : 0;
      const grid =
        values && size >= Math.max(LEAST_REFERENCE, least) && freezeGrid(values, layoutOfSchema(project, metric, part));
      if (!grid) return [];
      const one = { ...rest, metric, part, layout: grid.layout, layoutId: layoutId(grid.layout) };
      const bySegment = [...grid.bySegment].map(([segment, cell]) => ({ ...one, segment, cell }));
      return [{ ...one, segment: null, cell: grid.all }, ...bySegment];
    });
    const isFrozen = (part: string): boolean =>
      references.some((one) => one.metric === 'input.new_words' && one.part === part);
    const kept = [...vocabularies].filter(([part]) => isFrozen(part));
    return {
      references,
      vocabularies: kept.map(([part, vocabulary]) => ({ projectId: project.id, decider, part, vocabulary })),
    };
  }
}

type Frozen = { readonly references: readonly Reference[]; readonly vocabularies: readonly KeptVocabulary[] };
const NOTHING: Frozen = { references: [], vocabularies: [] };

type Collected = {
  readonly values: Map<string, Values>;
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
  readonly firstAt: Date;
  readonly lastAt: Date;
};

/** Everything that the cases tell, by metric and part and then by segment, exactly as live traffic is counted. */
async function collect(
  project: ProjectInForce,
  pieces: AsyncIterable<readonly SampleCase[]>,
  { hasTexts }: { readonly hasTexts: boolean },
): Promise<Collected> {
  const collected = new Map<string, Values>();
  const texts = new CollectTexts();
  let [first, last] = [Infinity, -Infinity];
  for await (const cases of pieces) {
    for (const one of cases) {
      const at = one.created_at.getTime();
      [first, last] = [Math.min(first, at), Math.max(last, at)];
      tell(project, one, adderTo(collected, one.segment));
      if (hasTexts) texts.take({ project, ...one }, adderTo(collected, one.segment));
    }
  }
  const vocabularies = texts.finish((segment) => adderTo(collected, segment));
  return { values: collected, vocabularies, firstAt: new Date(first), lastAt: new Date(last) };
}

function adderTo(collected: Map<string, Values>, segment: string | null): Add {
  return (metric, part, value) => {
    const key = `${metric}\0${part}`;
    let values = collected.get(key);
    if (!values) collected.set(key, (values = new Map<string, (number | string | null)[]>()));
    const known = values.get(segment ?? '');
    if (known) known.push(value);
    else values.set(segment ?? '', [value]);
  };
}

function namesOf(parts: readonly DriftPart[]): string {
  return parts.map(({ metric, part }) => `${metric} ${part}`).join('\0');
}
