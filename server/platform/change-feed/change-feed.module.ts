import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Failures } from '../failures/index.js';
import { ChangeFeed } from './change-feed.js';

@Global()
@Module({})
export class ChangeFeedModule {
  static at(url: string): DynamicModule {
    return {
      module: ChangeFeedModule,
      providers: [
        { provide: ChangeFeed, useFactory: (failures: Failures) => new ChangeFeed(url, failures), inject: [Failures] },
      ],
      exports: [ChangeFeed],
    };
  }
}
