import { Global, Module } from '@nestjs/common';
import { AskDeciders } from './ask-deciders.js';
import { DecidersWorker } from './deciders.worker.js';
import { ModelRegistry } from './model-registry.js';
import { TrainModel } from './train-model.js';

@Global()
@Module({
  providers: [AskDeciders, DecidersWorker, ModelRegistry, TrainModel],
  exports: [AskDeciders, ModelRegistry, TrainModel],
})
export class DecidersModule {}
