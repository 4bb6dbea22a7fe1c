import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobQueue } from '../../platform/queue/index.js';
import { PUSH_VERSION } from './bucket-jobs.js';
import { RunPush } from './run-push.js';

@Injectable()
export class BucketWorker implements OnModuleInit {
  constructor(
    private readonly queue: JobQueue,
    private readonly push: RunPush,
  ) {}

  onModuleInit(): void {
    this.queue.handle(
      PUSH_VERSION,
      ({ pushId }, run) => this.push.run(pushId, run),
      ({ pushId }, reason) => this.push.setAside(pushId, reason),
    );
  }
}
