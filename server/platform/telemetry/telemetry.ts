import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** The process's metrics in Prometheus' sense. Labels hold project slugs and fixed words, never people or content. */
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
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
