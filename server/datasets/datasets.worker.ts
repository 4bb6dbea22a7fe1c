import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobQueue } from '../platform/queue/index.js';
import { BuildVersion } from './build-version.js';
import { BUILD_VERSION } from './datasets.jobs.js';

@Injectable()
export class DatasetsWorker implements OnModuleInit {
  constructor(
    private readonly queue: JobQueue,
    private readonly build: BuildVersion,
  ) {}

  onModuleInit(): void {
    this.queue.handle(BUILD_VERSION, (payload) => this.build.run(payload));
  }
}
