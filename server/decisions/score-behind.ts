import { setImmediate, setTimeout } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { CaseInput } from '@handrail/shared/schema';
import { AskDeciders } from '../deciders/index.js';
import { type Background, type Loop } from '../platform/background/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { heardLater } from '../platform/failures/index.js';
import { ProjectDirectory, type ProjectInForce } from '../projects/index.js';
import {
  casesToScore,
  commitLater,
  leaseCursor,
  placeBefore,
  releaseCursor,
  type CaseToScore,
  type Place,
} from './behind.sql.js';
import { Intake } from './intake.js';
import { insertPredictions, type PredictionRow } from './intake.sql.js';
import { predictionRow } from './prediction-row.js';

const BATCH = 100;
const LOOK_EVERY_MS = 20_000;
/** Bursts of cases are scored together; slow enough to be cheap, quick enough that a comparison is live. */
const GATHER_MS = 1000;
/**
 * What nobody waits for is done when nobody waits, one case at a time, over so much of the time until the next look: in one
 * go, a burst each second met one request in twenty, which is the caller's p95.
 */
const SPREAD_MS = 500;
const LONGEST_PAUSE_MS = 20;
/**
 * A case carries the time at which it was taken in, and is there when it was stored: as much later as its machines took.
 * Most take less than a few seconds, so far back is looked each time; what was stored up to a minute late is found by a
 * sweep that looks far back, and follows every look that did not. Looking that far back each time would cost more than
 * scoring does, with many cases a second.
 */
const OVERLAP_SECONDS = 3;
const SWEEP_SECONDS = 70;
const SWEEP_EVERY_MS = 5000;

/**
 * Lets every machine of a policy predict every case, behind the answer: whoever is not on duty for a case (shadows, the
 * other arm of a rollout, the previous system) is asked when the caller has the answer already. Follows the stored cases
 * with a cursor, so nothing is lost when a process dies; a case is scored once by each version, however many processes
 * work. A stream of its own rather than jobs: one row a project instead of one a case.
 */
@Injectable()
export class ScoreBehind implements OnModuleDestroy {
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly sweeps = new Map<string, NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  /** When each project was last swept by this process, in its own time. */
  private readonly swept = new Map<string, number>();
  /** Projects whose last look failed, and why. */
  private readonly failing = new Map<string, unknown>();
  private loop: Loop | undefined;
  /** Notices may have got lost: every project is looked at. */
  private isToFollow = true;
  private stops: (() => void)[] = [];
  private isClosed = false;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly directory: ProjectDirectory,
    private readonly ask: AskDeciders,
    private readonly intake: Intake,
  ) {}

  /** Begins to follow all projects; call it in a process that works. */
  start(background: Background): void {
    const loop = background.loop({
      ...{ name: 'score-behind', title: 'Predicting behind the answer', everyMs: LOOK_EVERY_MS },
      run: () => this.everyProject(),
    });
    this.loop = loop.start();
    const follow = ({ projectId }: { projectId: string }): void => this.soon(projectId, loop);
    const all = (): void => {
      this.isToFollow = true;
      loop.wake();
    };
    this.stops = [this.feed.on('decided', follow), this.feed.on('project', follow), this.feed.on('resync', all)];
    all();
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    for (const stop of this.stops) stop();
    for (const timer of [...this.waiting.values(), ...this.sweeps.values()]) clearTimeout(timer);
    await this.loop?.stop();
    await Promise.all(this.running);
  }

  /** Succeeds while no project lags behind for a failure; each is tried again by its sweep. */
  private async everyProject(): Promise<void> {
    const rows = await this.database.query<{ id: string }>('select project_id as id from behind_cursor');
    if (this.isToFollow && this.loop) for (const { id } of rows) this.soon(id, this.loop);
    this.isToFollow = false;
    if (this.failing.size > 0)
      throw new AggregateError(
        [...this.failing.values()],
        `${this.failing.size} projects are not predicted behind the answer`,
      );
  }

  private soon(projectId: string, loop: Loop): void {
    if (this.isClosed || this.waiting.has(projectId)) return;
    const timer = globalThis
      .setTimeout(() => {
        this.waiting.delete(projectId);
        const work = this.catchUp(projectId)
          .then((isSwept) => {
            this.failing.delete(projectId);
            return isSwept;
          })
          .catch((error: unknown) => {
            this.failing.set(projectId, error);
            loop.failed(error);
            return false;
          })
          .then((isSwept) => {
            this.running.delete(work);
            if (!isSwept) this.sweepLater(projectId, loop);
          });
        this.running.add(work);
      }, GATHER_MS)
      .unref();
    this.waiting.set(projectId, timer);
  }

  /** What a look did not see, because it was stored late or something failed, is seen by a sweep. */
  private sweepLater(projectId: string, loop: Loop): void {
    if (this.isClosed || this.sweeps.has(projectId)) return;
    const timer = globalThis
      .setTimeout(() => {
        this.sweeps.delete(projectId);
        this.soon(projectId, loop);
      }, SWEEP_EVERY_MS)
      .unref();
    this.sweeps.set(projectId, timer);
  }

  /** Scores what is there, batch after batch, until nothing is left. Gives whether all was seen that a sweep sees. */
  private async catchUp(projectId: string): Promise<boolean> {
    const begun = performance.now();
    const isSweep = begun - (this.swept.get(projectId) ?? -Infinity) >= SWEEP_EVERY_MS;
    const overlap = isSweep ? SWEEP_SECONDS : OVERLAP_SECONDS;
    let after: Place | undefined;
    for (let isMore = true; isMore && !this.isClosed;) {
      const looked = await this.batch(projectId, { after, overlap });
      // Whoever has the claim sweeps by itself.
      if (!looked) return false;
      after = looked.last;
      isMore = looked.isFull;
    }
    if (isSweep && !this.isClosed) this.swept.set(projectId, begun);
    return isSweep;
  }

  /** Undefined while another process has the claim. Without `after`: from `overlap` seconds before the cursor on. */
  private async batch(
    projectId: string,
    { after, overlap }: { after: Place | undefined; overlap: number },
  ): Promise<{ last: Place | undefined; isFull: boolean } | undefined> {
    const project = await this.directory.get(projectId);
    const references = await this.ask.askedBehind(project);
    const since = await this.unitOfWork.run(async (tx) => {
      await commitLater(tx);
      return leaseCursor(tx, projectId, this.clock.now());
    });
    if (since === undefined) return undefined;
    await this.whenQuiet(0);
    const begun = this.clock.now();
    const given = { projectId, after: after ?? placeBefore(since, overlap), references, limit: BATCH };
    const cases = references.length === 0 ? [] : await casesToScore(this.database, given);
    const rows = await this.scoreAll(project, cases);
    await this.whenQuiet(0);
    const last = cases.at(-1);
    const isFull = cases.length === BATCH;
    await this.unitOfWork.run(async (tx) => {
      await commitLater(tx);
      await insertPredictions(tx, rows.flat());
      await releaseCursor(tx, projectId, isFull && last ? last.created_at : begun);
    });
    return { last: last && { at: last.created_at, id: last.id }, isFull };
  }

  /** One begins at a time; a full batch says that this falls behind, and is done without a pause. */
  private async scoreAll(project: ProjectInForce, cases: readonly CaseToScore[]): Promise<PredictionRow[][]> {
    const pauseMs = Math.min(SPREAD_MS / Math.max(cases.length, 1), LONGEST_PAUSE_MS);
    const begun: Promise<PredictionRow[]>[] = [];
    for (const one of cases) {
      // Awaited below, with the others.
      begun.push(heardLater(this.score(project, one)));
      await (cases.length === BATCH ? setImmediate() : this.whenQuiet(pauseMs));
    }
    return Promise.all(begun);
  }

  /** After the pause, when no caller waits; one that waits long, for a slow machine, is not waited for. */
  private async whenQuiet(pauseMs: number): Promise<void> {
    if (!this.isClosed) await setTimeout(pauseMs);
    // Not background work: it waits a few milliseconds at most.
    for (let waited = 0; waited < LONGEST_PAUSE_MS && this.intake.isBusy && !this.isClosed; waited += 1)
      await setTimeout(1);
  }

  private async score(project: ProjectInForce, { id, input, missing }: CaseToScore): Promise<PredictionRow[]> {
    // Checked against the project's schema when it was taken in.
    const said = await this.ask.behind(project, missing, input as CaseInput);
    return said.map((answer) => predictionRow(answer, { caseId: id, now: this.clock.now(), behind: true }));
  }
}
