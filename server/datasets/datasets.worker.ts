import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobQueue } from '../platform/queue/index.js';
import { BuildVersion } from './build-version.js';
import { BUILD_VERSION, ERASE_EXPIRED } from './datasets.jobs.js';
import { EraseExpired } from './expiry/erase-expired.js';

@Injectable()
export class DatasetsWorker implements OnModuleInit {
  constructor(
    private readonly queue: JobQueue,
    private readonly build: BuildVersion,
    private readonly expired: EraseExpired,
  ) {}

  onModuleInit(): void {
    this.queue.handle(
      BUILD_VERSION,
      (payload) => this.build.run(payload),
      ({ versionId }, reason) => this.build.setAside(versionId, reason),
    );
    this.queue.handle(ERASE_EXPIRED, ({ projectId }, { signal }) => this.expired.run(projectId, signal));
  }
}
