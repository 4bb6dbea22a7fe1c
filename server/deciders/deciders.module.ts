import { Global, Module } from '@nestjs/common';
import { AskDeciders } from './ask-deciders.js';
import { DecidersWorker } from './deciders.worker.js';
import { OpenDeciders } from './open-deciders.js';
import { TrainModel } from './train-model.js';

@Global()
@Module({
  providers: [AskDeciders, DecidersWorker, OpenDeciders, TrainModel],
  exports: [AskDeciders, OpenDeciders, TrainModel],
})
export class DecidersModule {}
