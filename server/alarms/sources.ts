import { Injectable } from '@nestjs/common';
import type { RuleSource } from '@handrail/shared/alarms';
import type { AlarmLook, AlarmSource, SeenReading } from './alarm-source.js';
import { DriftSource } from './drift-source.js';
import { MetricSource } from './metric-source.js';

/** Where readings come from: the one place where a source is registered. */
@Injectable()
export class AlarmSources {
  private readonly sources = new Map<RuleSource, AlarmSource>();

  constructor(metrics: MetricSource, drift: DriftSource) {
    this.sources.set('METRIC', (look) => metrics.read(look));
    this.sources.set('DRIFT', (look) => drift.read(look));
  }

  has(source: RuleSource): boolean {
    return this.sources.has(source);
  }

  async read(look: AlarmLook): Promise<ReadonlyMap<string, readonly SeenReading[]>> {
    const all = new Map<string, readonly SeenReading[]>();
    for (const [source, read] of this.sources) {
      const rules = look.rules.filter((rule) => rule.source === source);
      if (rules.length === 0) continue;
      for (const [id, readings] of await read({ ...look, rules })) all.set(id, readings);
    }
    return all;
  }
}
