/** What the process was told at its start: read once, checked as a whole, frozen. Nothing else reads the environment. */
export { ChannelConfig } from './channel-config.js';
export { AppConfig, ConfigError, loadConfig } from './config.js';
export { ConfigModule } from './config.module.js';
export { ExportConfig } from './export-config.js';
export { LogConfig } from './log-config.js';
export { type OtlpConfig, type SignalTarget } from './otlp-config.js';
export { MonitoringConfig } from './monitoring-config.js';
export { ModelConfig } from './model-config.js';
