import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { MonitoringConfig } from '../config/index.js';
import { Database, UnitOfWork } from '../database/index.js';
import type { Log } from '../logging/index.js';
import { JobQueue } from '../queue/index.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { Background } from './background.js';

@Global()
@Module({})
export class BackgroundModule {
  static with(log: Log): DynamicModule {
    return {
      module: BackgroundModule,
      providers: [
        {
          provide: Background,
          useFactory: (...of: [Clock, Database, UnitOfWork, JobQueue, Telemetry, MonitoringConfig]) => {
            const [clock, database, unitOfWork, queue, telemetry, config] = of;
            return new Background({ log, clock, database, unitOfWork, queue, telemetry, config });
          },
          inject: [Clock, Database, UnitOfWork, JobQueue, Telemetry, MonitoringConfig],
        },
      ],
      exports: [Background],
    };
  }
}
