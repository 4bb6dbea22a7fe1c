import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PreviewReads } from '../decisions/index.js';
import { DriftStates, type DriftState } from '../monitoring/index.js';
import { type Background, type Loop } from '../platform/background/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { Telemetry, type ProjectFigures } from '../platform/telemetry/index.js';
import { projectsInFigures } from './prometheus.sql.js';

const EVERY_MS = 60_000;
/** More would be more series than anybody looks at; how many are left out is told. */
const MOST_PROJECTS = 200;
/** What was computed of drift longer ago says nothing of now. */
const STALE_MS = 2 * 3_600_000;

/** Works out once a minute what of each project stands on `/metrics`, so that a scrape asks the database nothing. */
@Injectable()
export class TellPrometheus implements OnModuleDestroy {
  private loop: Loop | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
    private readonly drift: DriftStates,
    private readonly previews: PreviewReads,
  ) {}

  /** Call it in a process that works. */
  start(background: Background): void {
    const what = { name: 'tell-prometheus', title: 'Figures of projects on /metrics', everyMs: EVERY_MS };
    this.loop = background.loop({ ...what, run: () => this.run() }).start({ isAtOnce: true });
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    const { projects, untold } = await projectsInFigures(this.database, { now, most: MOST_PROJECTS });
    const figures: ProjectFigures[] = [];
    for (const { id, ...project } of projects) {
      const states = await this.drift.of(id, new Date(now.getTime() - STALE_MS));
      const { error, wrongLower, wrongUpper } = await this.previews.machineError(id);
      figures.push({
        ...project,
        drift: furthest(states),
        machineError: error === null ? null : { estimate: error, lower: wrongLower, upper: wrongUpper },
      });
    }
    this.telemetry.keepFigures({ at: now.getTime(), figures, untold });
  }
}

/** How far the part drifts that drifts most, by the measure; what nobody can say is left out. */
function furthest(states: readonly DriftState[]): Record<string, number> {
  const most: Record<string, number> = {};
  for (const { metric, value } of states) if (value !== null) most[metric] = Math.max(value, most[metric] ?? -Infinity);
  return most;
}
