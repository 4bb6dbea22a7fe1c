import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';

@Global()
@Module({})
export class ChangeFeedModule {
  static at(url: string): DynamicModule {
    return {
      module: ChangeFeedModule,
      providers: [{ provide: ChangeFeed, useFactory: () => new ChangeFeed(url) }],
      exports: [ChangeFeed],
    };
  }
}
