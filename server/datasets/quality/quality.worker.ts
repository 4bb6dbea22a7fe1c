import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobQueue } from '../../platform/queue/index.js';
import { CheckQuality } from './check-quality.js';
import { CHECK_QUALITY } from './quality.jobs.js';

@Injectable()
export class QualityWorker implements OnModuleInit {
  constructor(
    private readonly queue: JobQueue,
    private readonly check: CheckQuality,
  ) {}

  onModuleInit(): void {
    this.queue.handle(
      CHECK_QUALITY,
      ({ versionId }, run) => this.check.run(versionId, run),
      ({ versionId }, reason) => this.check.setAside(versionId, reason),
    );
  }
}
