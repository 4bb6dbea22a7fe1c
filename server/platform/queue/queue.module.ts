import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Log } from '../logging/index.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { JobQueue } from './job-queue.js';

@Global()
@Module({})
export class QueueModule {
  static at(backend: { readonly databaseUrl: string; readonly redisUrl: string | undefined }, log: Log): DynamicModule {
    return {
      module: QueueModule,
      providers: [
        {
          provide: JobQueue,
          useFactory: (telemetry: Telemetry) => new JobQueue(backend, log, telemetry),
          inject: [Telemetry],
        },
      ],
      exports: [JobQueue],
    };
  }
}
