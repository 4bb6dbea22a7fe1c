import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobQueue } from '../../platform/queue/index.js';
import { MAKE_EXPORT } from './export-jobs.js';
import { MakeExport } from './make-export.js';

@Injectable()
export class ExportsWorker implements OnModuleInit {
  constructor(
    private readonly queue: JobQueue,
    private readonly make: MakeExport,
  ) {}

  onModuleInit(): void {
    this.queue.handle(
      MAKE_EXPORT,
      ({ exportId }, run) => this.make.run(exportId, run),
      ({ exportId }, reason) => this.make.setAside(exportId, reason),
    );
  }
}
