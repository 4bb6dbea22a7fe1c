import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { machinesOf } from '@handrail/shared/ladder';
import type { CaseInput } from '@handrail/shared/schema';
import { AskDeciders, OpenDeciders } from '../deciders/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { ProjectDirectory, type ProjectInForce } from '../projects/index.js';
import { casesToScore, leaseCursor, releaseCursor, type CaseToScore } from './behind.sql.js';
import { insertPredictions, type PredictionRow } from './intake.sql.js';
import { predictionRow } from './prediction-row.js';

const BATCH = 100;
/** Bursts of cases are scored together; slow enough to be cheap, quick enough that a comparison is live. */
const GATHER_MS = 300;

/**
 * Lets every machine of a policy predict every case, behind the answer: whoever is not on duty for a case (shadows, the
 * other arm of a rollout, the previous system) is asked when the caller has the answer already. Follows the stored cases
 * with a cursor, so nothing is lost when a process dies; a case is scored once by each version, however many processes
 * work. A stream of its own rather than jobs: one row a project instead of one a case.
 */
@Injectable()
export class ScoreBehind implements OnModuleDestroy {
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private stops: (() => void)[] = [];
  private isClosed = false;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly directory: ProjectDirectory,
    private readonly ask: AskDeciders,
    private readonly deciders: OpenDeciders,
  ) {}

  /** Begins to follow all projects; call it in a process that works. `report` is told what went wrong; it is tried again. */
  start(report: (error: unknown) => void): void {
    const follow = ({ projectId }: { projectId: string }): void => this.soon(projectId, report);
    const all = (): void => void this.everyProject(report);
    this.stops = [this.feed.on('decided', follow), this.feed.on('project', follow), this.feed.on('resync', all)];
    all();
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    for (const stop of this.stops) stop();
    for (const timer of this.waiting.values()) clearTimeout(timer);
    await Promise.all(this.running);
  }

  private async everyProject(report: (error: unknown) => void): Promise<void> {
    try {
      const rows = await this.database.query<{ id: string }>('select project_id as id from behind_cursor');
      for (const { id } of rows) this.soon(id, report);
    } catch (error) {
      report(error);
    }
  }

  private soon(projectId: string, report: (error: unknown) => void): void {
    if (this.isClosed || this.waiting.has(projectId)) return;
    const timer = setTimeout(() => {
      this.waiting.delete(projectId);
      const work = this.catchUp(projectId)
        .catch(report)
        .finally(() => this.running.delete(work));
      this.running.add(work);
    }, GATHER_MS).unref();
    this.waiting.set(projectId, timer);
  }

  /** Scores what is there, batch after batch, until nothing is left. */
  private async catchUp(projectId: string): Promise<void> {
    while (!this.isClosed && (await this.batch(projectId)) === BATCH);
  }

  private async batch(projectId: string): Promise<number> {
    const project = await this.directory.get(projectId);
    const references = await this.askable(project);
    const since = await this.unitOfWork.run((tx) => leaseCursor(tx, projectId, this.clock.now()));
    if (since === undefined) return 0;
    const begun = this.clock.now();
    const cases =
      references.length === 0 ? [] : await casesToScore(this.database, { projectId, since, references, limit: BATCH });
    const rows = await this.scoreAll(project, cases);
    const last = cases.at(-1);
    await this.unitOfWork.run(async (tx) => {
      await insertPredictions(tx, rows.flat());
      await releaseCursor(tx, projectId, cases.length < BATCH || !last ? begun : last.created_at);
    });
    return cases.length;
  }

  /** One begins a turn of the event loop: whoever has the answer to wait for must not wait for what nobody waits for. */
  private async scoreAll(project: ProjectInForce, cases: readonly CaseToScore[]): Promise<PredictionRow[][]> {
    const begun: Promise<PredictionRow[]>[] = [];
    for (const one of cases) {
      const work = this.score(project, one);
      // Awaited below, with the others.
      work.catch(() => undefined);
      begun.push(work);
      await new Promise((turn) => setImmediate(turn));
    }
    return Promise.all(begun);
  }

  private async score(project: ProjectInForce, { id, input, missing }: CaseToScore): Promise<PredictionRow[]> {
    // Checked against the project's schema when it was taken in.
    const said = await this.ask.behind(project, missing, input as CaseInput);
    return said.map((answer) => predictionRow(answer, { caseId: id, now: this.clock.now(), behind: true }));
  }

  /** Those that the server can ask; predictions of the others come with the case or not at all. */
  private async askable(project: ProjectInForce): Promise<string[]> {
    const { policy } = project;
    const all = machinesOf(policy);
    if (policy.previousSystem !== null && all.length > 0) all.push(policy.previousSystem);
    const open = await Promise.all(
      all.map(async (reference) => {
        // What cannot be opened is recorded as an error of each case, by whoever asks it.
        const decider = await this.deciders.get(project.id, reference).catch(() => undefined);
        return decider?.open === null ? undefined : reference;
      }),
    );
    return [...new Set(open.filter((reference) => reference !== undefined))];
  }
}
