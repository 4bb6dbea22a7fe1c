import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { MonitoringConfig } from '../../platform/config/index.js';
import { Database } from '../../platform/database/index.js';
import { KeepMetrics } from '../keep-metrics.js';
import { MetricLayouts } from '../metric-layouts.js';
import { Vocabularies } from '../text/vocabularies.js';
import { findVocabulary } from '../text/vocabulary.sql.js';
import { layoutsFrozenSince } from './references.sql.js';

const EVERY_MS = 5000;
/** What commits late stands behind what committed before it. */
const OVERLAP_MS = 120_000;

/** Has this process count on the bins that any process has frozen, a few seconds after. */
@Injectable()
export class LearnReferences implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private since = new Date(0);
  private readonly learned = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly layouts: MetricLayouts,
    private readonly metrics: KeepMetrics,
    private readonly vocabularies: Vocabularies,
    private readonly config: MonitoringConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.learn();
    if (!this.config.metrics) return;
    this.timer = setInterval(() => void this.learn().catch(() => undefined), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async learn(): Promise<void> {
    if (!this.config.metrics) return;
    const rows = await layoutsFrozenSince(this.database, new Date(Math.max(0, this.since.getTime() - OVERLAP_MS)));
    for (const row of rows) {
      const key = [row.projectId, row.decider, row.metric, row.part].join('\0');
      if (this.learned.has(key)) continue;
      // Before the bins: what is counted on them is told by it.
      if (row.metric === 'input.new_words') await this.learnVocabulary(row);
      this.learned.add(key);
      this.layouts.learn(row);
      this.metrics.buffer.beginAnew(row);
    }
    this.since = rows.at(-1)?.frozenAt ?? this.since;
  }

  private async learnVocabulary(of: Parameters<typeof findVocabulary>[1]): Promise<void> {
    const vocabulary = await findVocabulary(this.database, of);
    if (vocabulary) this.vocabularies.learn({ ...of, vocabulary });
  }
}
