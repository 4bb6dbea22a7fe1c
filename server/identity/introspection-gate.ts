import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { refuseIntrospection } from '../platform/graphql/index.js';
import { SessionStore } from './session-store.js';

/** The schema is for people who are signed in: it tells a stranger, and a service with a key, all that there is to try. */
@Injectable()
export class IntrospectionGate implements OnApplicationBootstrap {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly sessions: SessionStore,
  ) {}

  onApplicationBootstrap(): void {
    refuseIntrospection(this.host, async ({ headers }) => (await this.sessions.find(headers.cookie)) !== undefined);
  }
}
