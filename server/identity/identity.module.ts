import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { ApiKeys } from './api-keys.js';
import { DemoAccounts } from './demo-accounts.js';
import { GraphqlGate } from './graphql-gate.js';
import { IdentifyUnread } from './identify-unread.js';
import { IdentityResolver } from './identity.resolver.js';
import { PeopleCommands } from './people-commands.js';
import { SessionStore } from './session-store.js';
import { SignInLimit } from './sign-in-limit.js';

@Global()
@Module({
  providers: [
    ApiKeys,
    DemoAccounts,
    GraphqlGate,
    IdentifyUnread,
    IdentityResolver,
    PeopleCommands,
    SessionStore,
    SignInLimit,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [ApiKeys, DemoAccounts, PeopleCommands, SessionStore],
})
export class IdentityModule {}
