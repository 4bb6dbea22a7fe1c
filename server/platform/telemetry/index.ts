export { TelemetryModule } from './telemetry.module.js';
export type { ProjectFigures } from './project-figures.js';
export { Telemetry } from './telemetry.js';
export { LivePath, type LivePathEvents } from './live-path.js';
export { ProcessLoad, type Load } from './process-load.js';
