import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { MeasureRequests } from './measure-requests.js';
import { ProcessLoad } from './process-load.js';
import { TraceRequests } from '../tracing/index.js';
import { Telemetry } from './telemetry.js';

@Global()
@Module({
  controllers: [HealthController],
  providers: [MeasureRequests, TraceRequests, ProcessLoad, Telemetry],
  exports: [ProcessLoad, Telemetry],
})
export class TelemetryModule {}
