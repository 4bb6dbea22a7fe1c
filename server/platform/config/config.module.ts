import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { AppConfig } from './config.js';
import { TrainerConfig } from './trainer-config.js';

/** Hands out the configuration in slices: who trains need not know where the database is. */
@Global()
@Module({})
export class ConfigModule {
  static of({ trainerMemoryMb }: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: TrainerConfig, useValue: new TrainerConfig(trainerMemoryMb) }],
      exports: [TrainerConfig],
    };
  }
}
