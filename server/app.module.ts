import { Module, type DynamicModule } from '@nestjs/common';
import { AlarmsModule } from './alarms/index.js';
import { DatasetsModule } from './datasets/index.js';
import { DecidersModule } from './deciders/index.js';
import { DecisionsModule } from './decisions/index.js';
import { DemoModule } from './demo/index.js';
import { IdentityModule } from './identity/index.js';
import { BackgroundModule } from './platform/background/index.js';
import { ChangeFeedModule } from './platform/change-feed/index.js';
import { ClockModule } from './platform/clock/clock.module.js';
import { ConfigModule, type AppConfig } from './platform/config/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { FailuresModule } from './platform/failures/failures.module.js';
import { FilesModule } from './platform/files/index.js';
import { MonitoringModule } from './monitoring/index.js';
import { createGraphqlModule } from './platform/graphql/graphql.module.js';
import type { Log } from './platform/logging/index.js';
import { OutboundModule } from './platform/outbound/index.js';
import { IdempotencyModule } from './platform/idempotency/index.js';
import { QueueModule } from './platform/queue/index.js';
import { SigningModule } from './platform/signing/index.js';
import { TelemetryModule } from './platform/telemetry/index.js';
import { ProjectsModule } from './projects/index.js';
import { ReviewsModule } from './reviews/index.js';
import { RisksModule } from './risks/index.js';
import { RolloutsModule } from './rollouts/index.js';
import { WebhooksModule } from './webhooks/index.js';

type Parts = {
  readonly config: AppConfig;
  readonly databaseUrl: string;
  readonly secret: string;
  readonly log: Log;
};

/** The house, put together for one database and one queue. */
@Module({})
export class AppModule {
  static of({ config, databaseUrl, secret, log }: Parts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ClockModule,
        ConfigModule.of(config),
        DatabaseModule.at(databaseUrl),
        FailuresModule.with(log),
        ChangeFeedModule.at(databaseUrl),
        QueueModule.at({ databaseUrl, redisUrl: config.redisUrl }, log),
        SigningModule.with(secret),
        IdempotencyModule,
        OutboundModule.allowing(config.allowPrivateAddresses),
        FilesModule.at(config.dataDir),
        TelemetryModule,
        BackgroundModule.with(log),
        createGraphqlModule(log),
        IdentityModule,
        ProjectsModule,
        DecidersModule,
        DecisionsModule,
        ReviewsModule,
        RolloutsModule,
        DatasetsModule,
        MonitoringModule,
        AlarmsModule,
        RisksModule,
        WebhooksModule,
        DemoModule,
      ],
    };
  }
}
