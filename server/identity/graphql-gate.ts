import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { guardOf, refuseIntrospection } from '../platform/graphql/index.js';
import { ApiKeys, bearerIn } from './api-keys.js';
import { SessionStore } from './session-store.js';

type Headers = { readonly authorization?: string | undefined; readonly cookie?: string | undefined };

/**
 * Where GraphQL must know who asks before an operation is there to be guarded. The schema is for people who are signed in: it
 * tells a stranger, and a service with a key, all that there is to try. A WebSocket is for those who have something to hear.
 */
@Injectable()
export class GraphqlGate implements OnApplicationBootstrap {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly sessions: SessionStore,
    private readonly keys: ApiKeys,
  ) {}

  onApplicationBootstrap(): void {
    refuseIntrospection(this.host, async ({ headers }) => (await this.sessions.find(headers.cookie)) !== undefined);
    guardOf(this.host).askWho = ({ headers }) => this.whoSends(headers);
  }

  private async whoSends({ authorization, cookie }: Headers): Promise<string | undefined> {
    if (authorization === undefined) return (await this.sessions.find(cookie))?.personId;
    const secret = bearerIn(authorization);
    const actor = secret === undefined ? undefined : await this.keys.find(secret);
    return actor?.kind === 'apiKey' ? actor.apiKeyId : undefined;
  }
}
