import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Background, type Loop } from '../platform/background/index.js';
import { guardOf, refuseIntrospection } from '../platform/graphql/index.js';
import { ApiKeys, bearerIn } from './api-keys.js';
import { SessionStore } from './session-store.js';

const CHECK_EVERY_MS = 60_000;

type Headers = { readonly authorization?: string | undefined; readonly cookie?: string | undefined };

/**
 * Where GraphQL must know who asks before an operation is there to be guarded. The schema is for people who are signed in: it
 * tells a stranger, and a service with a key, all that there is to try. A WebSocket is for those who have something to hear.
 */
@Injectable()
export class GraphqlGate implements OnApplicationBootstrap, OnModuleDestroy {
  private loop: Loop | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly sessions: SessionStore,
    private readonly keys: ApiKeys,
    private readonly background: Background,
  ) {}

  onApplicationBootstrap(): void {
    refuseIntrospection(this.host, async ({ headers }) => (await this.sessions.find(headers.cookie)) !== undefined);
    const guard = guardOf(this.host);
    guard.askWho = ({ headers }) => this.whoSends(headers);
    const what = { name: 'check-sockets', title: 'Checking of open connections', everyMs: CHECK_EVERY_MS };
    this.loop = this.background.loop({ ...what, run: () => guard.askAgain() }).start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }

  private async whoSends({ authorization, cookie }: Headers): Promise<string | undefined> {
    if (authorization === undefined) return (await this.sessions.find(cookie))?.personId;
    const secret = bearerIn(authorization);
    const actor = secret === undefined ? undefined : await this.keys.find(secret);
    return actor?.kind === 'apiKey' ? actor.apiKeyId : undefined;
  }
}
