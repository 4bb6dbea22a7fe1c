import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Log } from '../logging/index.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { Failures } from './failures.js';

@Global()
@Module({})
export class FailuresModule {
  static with(log: Log): DynamicModule {
    return {
      module: FailuresModule,
      providers: [
        { provide: Failures, useFactory: (telemetry: Telemetry) => new Failures(log, telemetry), inject: [Telemetry] },
      ],
      exports: [Failures],
    };
  }
}
