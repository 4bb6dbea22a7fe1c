import { Injectable } from '@nestjs/common';
import { FreezeReferences } from './freeze-references.js';
import { LearnReferences } from './learn-references.js';

/** Has what the version in force learned from be what drift is told against, at once instead of within a minute. */
@Injectable()
export class BeginReferences {
  constructor(
    private readonly freeze: FreezeReferences,
    private readonly learn: LearnReferences,
  ) {}

  /** Freezes what can be frozen and has this process count on it. Where no metrics are kept: nothing. */
  async run(projectId: string): Promise<void> {
    await this.freeze.forProject(projectId);
    await this.learn.learn();
  }
}
