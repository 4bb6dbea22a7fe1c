import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { AppConfig } from './config.js';
import { ModelConfig } from './model-config.js';

/** Hands out the configuration in slices: who trains need not know where the database is. */
@Global()
@Module({})
export class ConfigModule {
  static of({ trainerMemoryMb, onnxThreads }: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: ModelConfig, useValue: new ModelConfig(trainerMemoryMb, onnxThreads) }],
      exports: [ModelConfig],
    };
  }
}
