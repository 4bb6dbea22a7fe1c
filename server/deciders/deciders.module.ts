import { Global, Module } from '@nestjs/common';
import { AskDeciders } from './ask-deciders.js';
import { HttpConnector } from './connectors/http-connector.js';
import { DecidersController } from './deciders.controller.js';
import { DecidersResolver } from './deciders.resolver.js';
import { DecidersWorker } from './deciders.worker.js';
import { DescribeDecider } from './describe-decider.js';
import { OpenDeciders } from './open-deciders.js';
import { PlaceVersion } from './place-version.js';
import { ProgramPool } from './programs/program-pool.js';
import { RefuseRetired } from './refuse-retired.js';
import { RegisterDecider } from './register-decider.js';
import { RegisterVersion } from './register-version.js';
import { RegistryReads } from './registry-reads.js';
import { RetireVersion } from './retire-version.js';
import { SetUpProject } from './set-up-project.js';
import { SetUpProjectResolver } from './set-up-project.resolver.js';
import { OnnxController } from './onnx/onnx.controller.js';
import { RegisterOnnx } from './onnx/register-onnx.js';
import { TRAINER_CONTROLLERS, TRAINER_PROVIDERS } from './trainer/index.js';
import { RequestTraining } from './trainer/request-training.js';
import { WatchLabels } from './trainer/watch-labels.js';
import { SampleCases } from './sample-cases.js';
import { TestConnection } from './test-connection.js';
import { TrainModel } from './train-model.js';
import { TrialsResolver } from './trials.resolver.js';
import { TryRules } from './try-rules.js';

@Global()
@Module({
  controllers: [DecidersController, OnnxController, ...TRAINER_CONTROLLERS],
  providers: [
    AskDeciders,
    DecidersResolver,
    DecidersWorker,
    DescribeDecider,
    HttpConnector,
    OpenDeciders,
    PlaceVersion,
    ProgramPool,
    RefuseRetired,
    RegisterDecider,
    RegisterOnnx,
    RegisterVersion,
    RegistryReads,
    RetireVersion,
    SetUpProject,
    SetUpProjectResolver,
    ...TRAINER_PROVIDERS,
    SampleCases,
    TestConnection,
    TrainModel,
    TrialsResolver,
    TryRules,
  ],
  exports: [AskDeciders, OpenDeciders, PlaceVersion, RegistryReads, RequestTraining, WatchLabels],
})
export class DecidersModule {}
