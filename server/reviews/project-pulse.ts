import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { ChangeType } from '@handrail/shared/contracts';
import { ChangeFeed, LatestValue } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { Failures, type SideWork } from '../platform/failures/index.js';
import { newId } from '../platform/ids/index.js';

/** Bursts of changes become one pulse; slow enough to be cheap, quick enough to look immediate. */
const GATHER_MS = 250;
/** A lease that runs out announces nothing, so a watched project is read again after this while. */
const IDLE_MS = 10_000;
const COUNTED_UP_TO = 10_000;

/** What moved in a project: figures, and marks that differ from the last ones when a list should be read again. */
export type Pulse = {
  readonly projectId: string;
  readonly queueLength: number;
  readonly policyVersion: number;
  readonly queueMark: string;
  readonly decisionsMark: string;
  readonly projectMark: string;
  readonly datasetsMark: string;
  readonly alarmsMark: string;
  readonly deliveriesMark: string;
};

const MARKS = ['queue', 'decided', 'project', 'datasets', 'alarms', 'deliveries'] as const;
type Watched = {
  readonly marks: Record<(typeof MARKS)[number], number>;
  readonly watchers: Set<LatestValue<Pulse>>;
  readonly idle: NodeJS.Timeout;
  timer: NodeJS.Timeout | undefined;
  latest: Pulse | undefined;
  free: number;
};

/**
 * One reading a project and process, however many people watch: the change feed says that something moved, the figures
 * are read once, and every watcher gets the newest. It holds counts only, nothing of a case, so there is nothing in it
 * that a blind reviewer must not see.
 */
@Injectable()
export class ProjectPulse implements OnModuleInit, OnApplicationShutdown {
  private readonly process = newId().slice(-12);
  private readonly projects = new Map<string, Watched>();
  private readonly reading: SideWork;

  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
    private readonly clock: Clock,
    failures: Failures,
  ) {
    this.reading = failures.of('read-pulse', 'Reading of what a project’s screens follow');
  }

  onModuleInit(): void {
    for (const type of MARKS) this.feed.on(type, ({ projectId }) => this.moved(projectId, type));
    this.feed.on('resync', () => {
      for (const projectId of this.projects.keys()) this.moved(projectId, 'resync');
    });
  }

  onApplicationShutdown(): void {
    for (const { watchers } of this.projects.values()) for (const watcher of [...watchers]) watcher.close();
  }

  /** The project's pulses from now on, the present one first; a slow reader misses those in between. */
  watch(projectId: string): AsyncIterableIterator<Pulse> {
    const watched = this.projects.get(projectId) ?? this.enter(projectId);
    const watcher = new LatestValue<Pulse>(() => {
      watched.watchers.delete(watcher);
      if (watched.watchers.size === 0) this.leave(projectId, watched);
    });
    watched.watchers.add(watcher);
    if (watched.latest) watcher.push(watched.latest);
    return watcher;
  }

  private enter(projectId: string): Watched {
    const watched: Watched = {
      marks: { queue: 0, decided: 0, project: 0, datasets: 0, alarms: 0, deliveries: 0 },
      watchers: new Set(),
      // Not background work: only while somebody watches, and what fails is told.
      idle: setInterval(() => this.readSoon(projectId, watched), IDLE_MS).unref(),
      timer: undefined,
      latest: undefined,
      free: 0,
    };
    this.projects.set(projectId, watched);
    this.readSoon(projectId, watched);
    return watched;
  }

  private leave(projectId: string, watched: Watched): void {
    clearTimeout(watched.timer);
    clearInterval(watched.idle);
    if (this.projects.get(projectId) === watched) this.projects.delete(projectId);
  }

  private moved(projectId: string, type: ChangeType): void {
    const watched = this.projects.get(projectId);
    if (!watched) return;
    for (const mark of MARKS) if (type === mark || type === 'resync') watched.marks[mark] += 1;
    watched.timer ??= setTimeout(() => {
      watched.timer = undefined;
      this.readSoon(projectId, watched);
    }, GATHER_MS).unref();
  }

  private readSoon(projectId: string, watched: Watched): void {
    this.read(projectId, watched).catch((error: unknown) => this.reading.failed(error));
  }

  private async read(projectId: string, watched: Watched): Promise<void> {
    const row = await this.figures(projectId);
    if (!row) return;
    if (row.free !== watched.free) watched.marks.queue += 1;
    watched.free = row.free;
    const mark = (count: number): string => `${this.process}.${count}`;
    const pulse: Pulse = {
      projectId,
      queueLength: row.queue,
      policyVersion: row.version,
      queueMark: mark(watched.marks.queue),
      decisionsMark: mark(watched.marks.decided),
      projectMark: mark(watched.marks.project),
      datasetsMark: mark(watched.marks.datasets),
      alarmsMark: mark(watched.marks.alarms),
      deliveriesMark: mark(watched.marks.deliveries),
    };
    if (JSON.stringify(pulse) === JSON.stringify(watched.latest)) return;
    watched.latest = pulse;
    for (const watcher of watched.watchers) watcher.push(pulse);
  }

  /** Undefined while the database is away: the change feed's resync, or the next change, reads again. */
  private async figures(projectId: string): Promise<{ queue: number; free: number; version: number } | undefined> {
    try {
      const [row] = await this.database.query<{ queue: number; free: number; version: number }>(
        `select count(*)::int as queue, count(*) filter (where held is not true)::int as free,
                (select coalesce(max(version), 0)::int from policy where project_id = $1) as version
           from (select lease_expires_at > $2 as held from review where project_id = $1 and state = 'open' limit $3) q`,
        [projectId, this.clock.now(), COUNTED_UP_TO],
      );
      return row;
    } catch (error) {
      this.reading.failed(error);
      return undefined;
    }
  }
}
