export { TelemetryModule } from './telemetry.module.js';
export { Telemetry } from './telemetry.js';
