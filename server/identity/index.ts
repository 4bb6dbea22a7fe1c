/**
 * Who is asking and what they may do: people, sessions, memberships, API keys. Owns the guard that refuses every route
 * and operation without a stated rule.
 */
export { IdentityModule } from './identity.module.js';
export { SessionStore } from './session-store.js';
export { PeopleCommands } from './people-commands.js';
export { ApiKeys } from './api-keys.js';
export { DemoAccounts, type DemoAccount } from './demo-accounts.js';
export { assertMay, hidesBlind, mayIn, mayReadPersonal, personIdOf, requirePerson } from './may.js';
export { Person, RoleEnum } from './identity.types.js';
