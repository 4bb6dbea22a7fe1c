import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { permissionsOf, ROLES } from '../shared/dist/contracts/index.js';
import { ALLOW } from '../server/dist/platform/access/index.js';

/** As `@nestjs/graphql` marks what resolves; it does not export these names. */
const RESOLVER_TYPE = 'graphql:resolver_type';
const RESOLVER_NAME = 'graphql:resolver_name';
const RESOLVER_PROPERTY = 'graphql:resolve_property';
const OF_OWNER = ['instance:projects', 'instance:people'];

/** Every route handler and every resolver of queries, mutations, subscriptions and fields, with the rule that it states. */
export function operationsOf(app) {
  const found = [];
  for (const { controllers, providers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) found.push(...handlersOf(metatype, routesOf));
    for (const { metatype } of providers.values()) found.push(...handlersOf(metatype, resolverOf));
  }
  return found.sort((a, b) => (a.kind + a.name < b.kind + b.name ? -1 : 1));
}

function handlersOf(metatype, describe) {
  const { prototype } = metatype ?? {};
  if (typeof metatype !== 'function' || !prototype) return [];
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((method) => {
    const handler = prototype[method];
    const rule = Reflect.getMetadata(ALLOW, handler);
    return describe(metatype, handler, method).map((operation) => ({ ...operation, rule }));
  });
}

function routesOf(controller, handler) {
  const method = Reflect.getMetadata(METHOD_METADATA, handler);
  if (method === undefined) return [];
  const prefixes = [Reflect.getMetadata(PATH_METADATA, controller)].flat();
  const paths = [Reflect.getMetadata(PATH_METADATA, handler)].flat();
  return prefixes.flatMap((prefix) =>
    paths.map((path) => ({
      kind: 'route',
      name: `${RequestMethod[method]} /${[prefix, path]
        .flatMap((part) => part.split('/'))
        .filter(Boolean)
        .join('/')}`,
    })),
  );
}

function resolverOf(resolver, handler, method) {
  const kind = Reflect.getMetadata(RESOLVER_TYPE, handler);
  const name = Reflect.getMetadata(RESOLVER_NAME, handler) ?? method;
  if (['Query', 'Mutation', 'Subscription'].includes(kind)) return [{ kind: kind.toLowerCase(), name }];
  if (Reflect.getMetadata(RESOLVER_PROPERTY, handler) !== true) return [];
  return [{ kind: 'field', name: `${parentOf(resolver)}.${name}` }];
}

function parentOf(resolver) {
  const named = Reflect.getMetadata(RESOLVER_NAME, resolver) ?? Reflect.getMetadata(RESOLVER_TYPE, resolver);
  return typeof named === 'function' ? (named().name ?? String(named())) : named;
}

/** Who there is to ask: a stranger, somebody signed in without a role, one of each role, and the installation's owner. */
export const PEOPLE = ['stranger', 'signed in', ...ROLES, 'owner'];

/** Whether a rule lets somebody of `PEOPLE` in, in a project where they have that role and no other. */
export function letsIn(rule, who) {
  if (rule === undefined) return false;
  if (rule === 'public') return true;
  if (who === 'stranger') return false;
  if (rule === 'session') return true;
  const wanted = [rule.permission ?? []].flat();
  const held = new Set(who === 'owner' ? OF_OWNER : ROLES.includes(who) ? permissionsOf([who]) : []);
  return wanted.some((permission) => held.has(permission));
}

/** The scope that an API key needs; `any` where it needs none; undefined where keys are refused. */
export function scopeOf(rule) {
  return rule === 'public' ? 'any' : rule?.scope;
}

const TITLES = {
  stranger: 'stranger',
  'signed in': 'signed in, no role',
  REVIEWER: 'reviewer',
  DATA_SCIENTIST: 'data scientist',
  ADMIN: 'admin',
  owner: 'owner',
};

/** The matrix as a page of Markdown. */
export function accessPage(operations) {
  const parts = [
    ['REST', 'route'],
    ['GraphQL queries', 'query'],
    ['GraphQL mutations', 'mutation'],
    ['GraphQL subscriptions', 'subscription'],
    ['GraphQL fields with a resolver of their own', 'field'],
  ];
  const sections = parts.map(([title, kind]) =>
    section(
      title,
      operations.filter((one) => one.kind === kind),
    ),
  );
  return `# Who may do what

Written by \`node tools/access.mjs\` from the rules that the code states; \`npm run lint\` compares, and
\`test/api/access.spec.ts\` tries every line of it. What states no rule is refused to everybody.

✓: in a project where the person has that role; roles add up. For "signed in, no role" and for strangers: always, and
then only what is theirs or open to all. The owner of the installation has no role in a project by that. An API key
belongs to one project, and can do what needs one of its scopes.

${sections.join('\n\n')}
`;
}

function section(title, operations) {
  const head = ['', ...PEOPLE.map((who) => TITLES[who]), 'API key with'];
  const rows = operations.map(({ name, rule }) => [
    `\`${name}\``,
    ...PEOPLE.map((who) => (letsIn(rule, who) ? '✓' : '–')),
    scopeOf(rule) ?? '–',
  ]);
  return [`## ${title}`, '', ...[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)].join(
    '\n',
  );
}
