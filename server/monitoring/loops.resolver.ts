import { Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../platform/access/index.js';
import { Background } from '../platform/background/index.js';
import { BackgroundLoop, StoppedWork, toLoop } from './loops.types.js';

@Resolver()
export class LoopsResolver {
  constructor(private readonly background: Background) {}

  @Allow({ permission: ['members:edit', 'instance:people'] })
  @Query(() => [BackgroundLoop], {
    description: 'How the work in the background stands, for the owner and admins: whether each of it still succeeds.',
  })
  async backgroundLoops(): Promise<BackgroundLoop[]> {
    return (await this.background.look()).map(toLoop);
  }

  @Allow('session')
  @Query(() => [StoppedWork], {
    description:
      'Work in the background that has not succeeded for three of its periods: what a page shows of it may be old.',
  })
  async stoppedWork(): Promise<StoppedWork[]> {
    return (await this.background.known())
      .filter(({ verdict }) => verdict !== 'OK')
      .map(({ name, title, silentMs }) => ({ name, title, silentSeconds: silentMs / 1000 }));
  }
}
