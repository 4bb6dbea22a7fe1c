import { Injectable } from '@nestjs/common';
import { CHANNEL_KINDS } from '@handrail/shared/channels';
import { FEEDBACK_KINDS } from '@handrail/shared/contracts';
import type { LoopHealth } from '@handrail/shared/monitoring';
import type { WaitingJobs } from '../queue/waiting-jobs.js';
import { figureGauges, type FiguresKept } from './project-figures.js';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Gauges that prom-client calls `_total`, which is what counters are called. */
const MISNAMED = ['nodejs_active_handles', 'nodejs_active_requests', 'nodejs_active_resources'].flatMap((name) => [
  name,
  `${name}_total`,
]);
/** With which requests for decisions are refused or fail. */
const REFUSALS = ['400', '401', '403', '404', '409', '413', '415', '422', '429', '500', '503'] as const;
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

/**
 * The process's metrics in Prometheus' sense: base units, and labels that hold project slugs and fixed words, never people
 * or content. `docs/operating.md` lists them; `docs/grafana-dashboard.json` draws them.
 */
@Injectable()
export class Telemetry {
  readonly registry = new Registry();
  readonly decisions = new Counter({
    name: 'handrail_decisions_total',
    help: 'Cases taken in, by project and by who decides',
    labelNames: ['project', 'decider'] as const,
    registers: [this.registry],
  });
  readonly labels = new Counter({
    name: 'handrail_labels_total',
    help: 'Answers given by reviewers, by project',
    labelNames: ['project'] as const,
    registers: [this.registry],
  });
  readonly feedback = new Counter({
    name: 'handrail_feedback_total',
    help: 'What end users did with decisions, by kind',
    labelNames: ['kind'] as const,
    registers: [this.registry],
  });
  readonly batchSize = new Histogram({
    name: 'handrail_intake_batch_cases',
    help: 'Cases stored by one transaction of the write path',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
    registers: [this.registry],
  });
  readonly requests = new Histogram({
    name: 'handrail_http_request_duration_seconds',
    help: 'Duration of requests by route, in seconds',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly refused = new Counter({
    name: 'handrail_decisions_refused_total',
    help: 'Requests for decisions that were refused or failed, by whether their key names a project, and by status',
    labelNames: ['kind', 'status'] as const,
    registers: [this.registry],
  });
  readonly predictions = new Histogram({
    name: 'handrail_prediction_duration_seconds',
    help: 'How long deciders took that the server asked, by project and whether they gave an answer',
    labelNames: ['project', 'outcome'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly jobs = new Histogram({
    name: 'handrail_job_duration_seconds',
    help: 'How long jobs took, by kind and outcome',
    labelNames: ['kind', 'outcome'] as const,
    buckets: [0.01, 0.05, 0.25, 1, 5, 30, 120, 600, 3600],
    registers: [this.registry],
  });
  readonly deliveries = new Counter({
    name: 'handrail_deliveries_total',
    help: 'Tries to tell a channel of something, by its kind and outcome',
    labelNames: ['kind', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly loopRuns = new Counter({
    name: 'handrail_loop_runs_total',
    help: 'Runs of background work in this process, by loop and outcome',
    labelNames: ['loop', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly sideWork = new Counter({
    name: 'handrail_side_work_total',
    help: 'Work beside answers and jobs whose failure stops neither, by what it is and outcome',
    labelNames: ['work', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly unusable = new Counter({
    name: 'handrail_unusable_answers_total',
    help: 'Cases in which the machine on duty gave no usable answer, by project',
    labelNames: ['project'] as const,
    registers: [this.registry],
  });
  private figures: FiguresKept | undefined;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const name of MISNAMED) this.registry.removeSingleMetric(name);
    figureGauges([this.registry], () => this.figures);
    // There before the first of them, so that their rates are 0 and not unknown.
    for (const kind of CHANNEL_KINDS)
      for (const outcome of ['taken', 'failed', 'gone']) this.deliveries.inc({ kind: kind.toLowerCase(), outcome }, 0);
    for (const kind of ['project', 'nobody']) for (const status of REFUSALS) this.refused.inc({ kind, status }, 0);
    for (const kind of FEEDBACK_KINDS) this.feedback.inc({ kind }, 0);
  }

  /** Figures of projects, told until newer ones come; and counters of a project are there before its first case. */
  keepFigures(kept: FiguresKept): void {
    this.figures = kept;
    for (const { project } of kept.figures) {
      for (const decider of ['model', 'system', 'human']) this.decisions.inc({ project, decider }, 0);
      this.labels.inc({ project }, 0);
      this.unusable.inc({ project }, 0);
      for (const outcome of ['answered', 'failed']) this.predictions.zero({ project, outcome });
    }
  }

  /** Tells whenever somebody asks how many values of metrics this process could not keep. */
  watchLost(read: () => { readonly refused: number; readonly noRoom: number }): void {
    const lost = new Counter({
      name: 'handrail_lost_values_total',
      help: 'Values of metrics that were not kept: the database refused them for ten minutes, or there was no room in memory',
      labelNames: ['why'] as const,
      registers: [this.registry],
      collect: () => {
        const { refused, noRoom } = read();
        lost.reset();
        lost.inc({ why: 'refused' }, refused);
        lost.inc({ why: 'no_room' }, noRoom);
      },
    });
  }

  /** A kind of job is there before its first run, and its failures before the first of them. */
  beginJob(kind: string): void {
    for (const outcome of ['done', 'failed']) this.jobs.zero({ kind, outcome });
  }

  /** A loop is there from its start on, also while nothing has failed yet. */
  beginLoop(loop: string): void {
    for (const outcome of ['succeeded', 'failed']) this.loopRuns.inc({ loop, outcome }, 0);
  }

  /** Tells how the loops of all processes stand whenever somebody asks. */
  watchLoops(read: () => readonly LoopHealth[]): void {
    const gauge = (name: string, help: string, of: (one: LoopHealth) => number): void => {
      const told = new Gauge({
        name,
        help,
        labelNames: ['loop'] as const,
        registers: [this.registry],
        collect: () => {
          told.reset();
          for (const one of read()) told.set({ loop: one.name }, of(one));
        },
      });
    };
    gauge(
      'handrail_loop_healthy',
      'Whether a loop has succeeded within three of its periods, over all processes',
      (one) => (one.verdict === 'OK' ? 1 : 0),
    );
    gauge(
      'handrail_loop_lag_seconds',
      'Time by which a loop is behind its period, over all processes',
      (one) => Math.max(0, one.silentMs - one.periodMs) / 1000,
    );
  }

  /** Tells how many jobs wait whenever somebody asks; `read` gives undefined while the queue does not answer. */
  watchQueue(read: () => Promise<readonly WaitingJobs[] | undefined>): void {
    let asked: Promise<readonly WaitingJobs[] | undefined> | undefined;
    // Both gauges of one scrape are of one look.
    const look = (): Promise<readonly WaitingJobs[] | undefined> =>
      (asked ??= read().finally(() => (asked = undefined)));
    const gauge = (name: string, help: string, of: (one: WaitingJobs) => number): void => {
      const told = new Gauge({
        name,
        help,
        labelNames: ['queue'] as const,
        registers: [this.registry],
        collect: async () => {
          const seen = await look();
          told.reset();
          // What cannot be known is not drawn as zero; that it is not is counted by whoever reads.
          for (const one of seen ?? []) told.set({ queue: one.queue }, of(one));
        },
      });
    };
    gauge('handrail_queue_waiting_jobs', 'Jobs that nobody has begun, by queue', ({ jobs }) => jobs);
    gauge(
      'handrail_queue_oldest_wait_seconds',
      'How long the job waits that waits the longest, by queue; 0: none waits',
      ({ oldestAt }) => (oldestAt === null ? 0 : Math.max(0, Date.now() - oldestAt) / 1000),
    );
  }
}
