import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobQueue } from '../platform/queue/index.js';
import { TRAIN_MODEL } from './deciders.jobs.js';
import { TrainModel } from './train-model.js';

@Injectable()
export class DecidersWorker implements OnModuleInit {
  constructor(
    private readonly queue: JobQueue,
    private readonly train: TrainModel,
  ) {}

  onModuleInit(): void {
    this.queue.handle(
      TRAIN_MODEL,
      (payload, run) => this.train.run(payload, run),
      ({ trainingId }, reason) => this.train.setAside(trainingId, reason),
    );
  }
}
