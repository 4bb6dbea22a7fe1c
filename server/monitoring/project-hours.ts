import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { bucketStart, LENGTH_MS } from '@handrail/shared/monitoring';
import { CaseHours, type HourRow } from '../decisions/index.js';
import { assertMay, hidesBlind } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { MonitoringConfig } from '../platform/config/index.js';
import { Database } from '../platform/database/index.js';
import { countedSince } from './project-hours.sql.js';
import { findSeries, readBuckets, type BucketRow, type SeriesRow } from './read-buckets.sql.js';

const HOURS = 24;
/** Whoever answers blind reviews sees what the machine did only of so many cases together. */
const VEILED_BELOW = 10;
const HOUR_MS = LENGTH_MS.HOUR;
/** What each figure is counted from: the sum of what was counted as 1, or how much was counted. */
const FROM = {
  cases: { metric: 'input.cases', part: undefined, of: 'count' },
  automated: { metric: 'output.automated', part: undefined, of: 'sum' },
  opened: { metric: 'people.opened', part: undefined, of: 'count' },
  asked: { metric: 'software.machine_failures', part: undefined, of: 'count' },
  failed: { metric: 'software.machine_failures', part: undefined, of: 'sum' },
  answered: { metric: 'people.answers', part: undefined, of: 'count' },
  compared: { metric: 'people.agreement', part: 'blind', of: 'count' },
  agreed: { metric: 'people.agreement', part: 'blind', of: 'sum' },
} as const;
type Figure = keyof typeof FROM;
const FIGURES = Object.keys(FROM) as Figure[];

/**
 * The last day of a project by the hour, out of buckets: as fast with ten million cases as with ten. Hours before the
 * project was counted, and everything where nothing is, are counted out of cases; and so is the hour that runs for who
 * answers blind reviews, without the cases on which one is open.
 */
@Injectable()
export class ProjectHours {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseHours,
    private readonly clock: Clock,
    private readonly config: MonitoringConfig,
  ) {}

  /** Oldest first; the last one is not over yet. */
  async list(actor: Actor, projectId: string): Promise<HourRow[]> {
    assertMay(actor, 'policy:read', projectId);
    const veiled = hidesBlind(actor, projectId);
    const last = bucketStart('HOUR', this.clock.now().getTime());
    const first = last - (HOURS - 1) * HOUR_MS;
    const since = this.config.metrics ? await countedSince(this.database, projectId) : null;
    // The hour in which counting began was not counted whole.
    const counted = since === null ? last + HOUR_MS : Math.max(first, bucketStart('HOUR', since.getTime()) + HOUR_MS);
    const end = veiled ? last : last + HOUR_MS;
    const middle = await this.ofBuckets(projectId, { from: counted, to: end });
    if (veiled && middle.some(({ cases }) => cases < VEILED_BELOW))
      return this.ofCases(projectId, { from: first, to: last + HOUR_MS, veiled });
    const before = await this.ofCases(projectId, { from: first, to: Math.min(counted, last + HOUR_MS), veiled });
    const running = counted < end ? end : Math.max(counted, end);
    return [...before, ...middle, ...(await this.ofCases(projectId, { from: running, to: last + HOUR_MS, veiled }))];
  }

  private async ofCases(
    projectId: string,
    { from, to, veiled }: { from: number; to: number; veiled: boolean },
  ): Promise<HourRow[]> {
    if (from >= to) return [];
    return this.cases.count(projectId, { first: new Date(from), last: new Date(to - HOUR_MS), veiled });
  }

  private async ofBuckets(projectId: string, { from, to }: { from: number; to: number }): Promise<HourRow[]> {
    if (from >= to) return [];
    const wanted = FIGURES.filter((name) => name !== 'agreed' && name !== 'asked').map((name) => FROM[name]);
    const series = await findSeries(this.database, { projectId, wanted });
    const seriesIds = series.map(({ id }) => id);
    const rows = await readBuckets(this.database, { projectId, seriesIds }, { resolution: 'HOUR', from, to });
    return Array.from({ length: (to - from) / HOUR_MS }, (_, index) => hourOf(from + index * HOUR_MS, series, rows));
  }
}

function hourOf(at: number, series: readonly SeriesRow[], rows: readonly BucketRow[]): HourRow {
  const metrics = new Map(series.map(({ id, metric }) => [id, metric]));
  const inHour = rows.filter((row) => row.at.getTime() === at);
  const count = (name: Figure): number => {
    const { metric, of } = FROM[name];
    const counted = inHour.filter((row) => metrics.get(row.series_id) === metric);
    return Math.round(counted.reduce((sum, row) => sum + row.count * (of === 'sum' ? row.mean : 1), 0));
  };
  return {
    hour: new Date(at),
    cases: count('cases'),
    automated: count('automated'),
    opened: count('opened'),
    asked: count('asked'),
    failed: count('failed'),
    answered: count('answered'),
    compared: count('compared'),
    agreed: count('agreed'),
  };
}
