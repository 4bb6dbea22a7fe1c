import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Background, type Loop } from '../../platform/background/index.js';
import { MonitoringConfig } from '../../platform/config/index.js';
import { Database } from '../../platform/database/index.js';
import { MetricLayouts, type FrozenLayout } from '../metric-layouts.js';
import { Vocabularies } from '../text/vocabularies.js';
import { findVocabulary } from '../text/vocabulary.sql.js';
import { layoutsFrozenSince } from './references.sql.js';

const EVERY_MS = 5000;
/** What commits late stands behind what committed before it. */
const OVERLAP_MS = 120_000;

/** Has this process count on the bins that any process has frozen, a few seconds after. */
@Injectable()
export class LearnReferences implements OnApplicationBootstrap, OnModuleDestroy {
  private loop: Loop | undefined;
  private since = new Date(0);
  private readonly learned = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly layouts: MetricLayouts,
    private readonly vocabularies: Vocabularies,
    private readonly config: MonitoringConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.learn();
    } catch (error) {
      // Those that cannot be learned keep no process from starting; the loop tries them again, and says so.
      if (!(error instanceof AggregateError)) throw error;
    }
  }

  start(background: Background): void {
    if (!this.config.metrics) return;
    const run = (): Promise<void> => this.learn();
    const what = { name: 'learn-references', title: 'Learning of references', everyMs: EVERY_MS, isWatching: true };
    this.loop = background.loop({ ...what, run }).start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }

  /** @throws AggregateError of those that cannot be learned, after all others. */
  async learn(): Promise<void> {
    if (!this.config.metrics) return;
    const rows = await layoutsFrozenSince(this.database, new Date(Math.max(0, this.since.getTime() - OVERLAP_MS)));
    const failed: unknown[] = [];
    for (const row of rows) {
      try {
        await this.learnOne(row);
      } catch (error) {
        failed.push(error);
      }
    }
    // Looked for from the same time again.
    if (failed.length > 0) throw new AggregateError(failed, `${failed.length} references could not be learned`);
    this.since = rows.at(-1)?.frozenAt ?? this.since;
  }

  /** What is counted from now on has these bins; what was counted is still stored. */
  private async learnOne(row: FrozenLayout): Promise<void> {
    const key = [row.projectId, row.decider, row.metric, row.part].join('\0');
    if (this.learned.has(key)) return;
    // Before the bins: what is counted on them is told by it.
    if (row.metric === 'input.new_words') await this.learnVocabulary(row);
    this.learned.add(key);
    this.layouts.learn(row);
  }

  private async learnVocabulary(of: Parameters<typeof findVocabulary>[1]): Promise<void> {
    const vocabulary = await findVocabulary(this.database, of);
    if (vocabulary) this.vocabularies.learn({ ...of, vocabulary });
  }
}
