import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ChannelConfig } from './channel-config.js';
import type { AppConfig } from './config.js';
import { ExportConfig } from './export-config.js';
import { LogConfig } from './log-config.js';
import { ModelConfig } from './model-config.js';
import { MonitoringConfig } from './monitoring-config.js';

/** Hands out the configuration in slices: who trains need not know where the database is. */
@Global()
@Module({})
export class ConfigModule {
  static of({
    trainerMemoryMb,
    onnxThreads,
    logInput,
    metrics,
    role,
    exportDays,
    mail,
    publicUrl,
    operators,
  }: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: ChannelConfig, useValue: new ChannelConfig(mail, publicUrl, operators) },
        { provide: ModelConfig, useValue: new ModelConfig(trainerMemoryMb, onnxThreads) },
        { provide: ExportConfig, useValue: new ExportConfig(exportDays) },
        { provide: LogConfig, useValue: new LogConfig(logInput) },
        { provide: MonitoringConfig, useValue: new MonitoringConfig(metrics, role) },
      ],
      exports: [ChannelConfig, ExportConfig, ModelConfig, LogConfig, MonitoringConfig],
    };
  }
}
