import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ScorePast } from '../../decisions/index.js';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Database } from '../../platform/database/index.js';
import { Failures, type SideWork } from '../../platform/failures/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { RUN_IMPORT, SCORE_PAST } from './imports.jobs.js';
import { RunImport } from './run-import.js';

@Injectable()
export class ImportsWorker implements OnModuleInit, OnModuleDestroy {
  private stop: (() => void) | undefined;
  private readonly asking: SideWork;

  constructor(
    private readonly queue: JobQueue,
    private readonly runImport: RunImport,
    private readonly score: ScorePast,
    private readonly database: Database,
    private readonly feed: ChangeFeed,
    failures: Failures,
  ) {
    this.asking = failures.of('ask-score-past', 'Asking for predictions of the past');
  }

  onModuleInit(): void {
    this.queue.handle(
      RUN_IMPORT,
      async ({ importId }, run) => {
        const done = await this.runImport.run(importId, run);
        if (done?.settings?.purpose === 'past') await this.scorePast(done.project_id);
      },
      ({ importId }, reason) => this.runImport.setAside(importId, reason),
    );
    this.queue.handle(SCORE_PAST, ({ projectId, machine }, { signal }) => this.score.run(projectId, machine, signal));
    // A machine that joins the policy predicts the past as well. What is missed is asked for at the policy's next change.
    this.stop = this.feed.on('project', ({ projectId }) => this.asking.hear(this.scorePast(projectId)));
  }

  onModuleDestroy(): void {
    this.stop?.();
  }

  /** One job a machine and newest past, whichever processes ask for it. */
  private async scorePast(projectId: string): Promise<void> {
    const [newest] = await this.database.query<{ id: string }>(
      `select id from label_import where project_id = $1 and state = 'done' and settings->>'purpose' = 'past' order by ended_at desc limit 1`,
      [projectId],
    );
    if (!newest) return;
    for (const machine of await this.score.machines(projectId))
      await this.queue.enqueue(SCORE_PAST, { projectId, machine }, `past-${newest.id}-${machine}`);
  }
}
