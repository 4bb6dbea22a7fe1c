import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { LivePath } from './live-path.js';
import { MeasureRequests } from './measure-requests.js';
import { ProcessLoad } from './process-load.js';
import { TraceRequests } from '../tracing/index.js';
import { Telemetry } from './telemetry.js';

@Global()
@Module({
  controllers: [HealthController],
  providers: [LivePath, MeasureRequests, TraceRequests, ProcessLoad, Telemetry],
  exports: [LivePath, ProcessLoad, Telemetry],
})
export class TelemetryModule {}
