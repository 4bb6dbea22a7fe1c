import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Telemetry } from './telemetry.js';

@Global()
@Module({ controllers: [HealthController], providers: [Telemetry], exports: [Telemetry] })
export class TelemetryModule {}
