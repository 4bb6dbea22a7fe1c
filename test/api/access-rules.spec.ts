import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Field,
  GraphQLSchemaHost,
  Mutation,
  ObjectType,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { AppModule } from '../../server/dist/app.module.js';
import { Allow } from '../../server/dist/platform/access/index.js';
import { loadConfig } from '../../server/dist/platform/config/index.js';
import { FailureFilter } from '../../server/dist/platform/graphql/index.js';
import { createHttpAdapter } from '../../server/dist/platform/http/index.js';
import { createLog } from '../../server/dist/platform/logging/index.js';
import { runMigrations } from '../../server/dist/platform/migrations/index.js';
import { operationsOf, type Operation } from '../../tools/access-table.mjs';
import { newDatabase } from '../support/handrail-process.js';
import { PASSWORD, Session } from '../support/handrail.js';
import { problemOf } from '../support/problem.js';
import { connectSocket, firstOf } from '../support/socket.js';

/** What somebody added and forgot to say who may use it. */
@Controller('planted')
class PlantedController {
  @Get('without-rule')
  withoutRule(): string {
    return 'secret';
  }

  @Allow('public')
  @Get('with-rule')
  withRule(): string {
    return 'open';
  }
}

@ObjectType()
class PlantedThing {
  @Field(() => String) open = 'open';
}

@Resolver(() => PlantedThing)
class PlantedResolver {
  @Query(() => String)
  plantedQuery(): string {
    return 'secret';
  }

  @Mutation(() => String)
  plantedMutation(): string {
    return 'secret';
  }

  @Subscription(() => String)
  async *plantedSubscription(): AsyncGenerator<unknown> {
    await Promise.resolve();
    yield { plantedSubscription: 'secret' };
  }

  @Allow('public')
  @Query(() => PlantedThing)
  plantedThing(): PlantedThing {
    return new PlantedThing();
  }

  @ResolveField(() => String, { nullable: true })
  hidden(): string {
    return 'secret';
  }
}

@Module({ controllers: [PlantedController], providers: [PlantedResolver] })
class PlantedModule {}

/** What Fastify serves beside the handlers: the one door of GraphQL, where each operation has its rule. */
const NO_HANDLER = ['GET /graphql', 'POST /graphql'];

let app: NestFastifyApplication;
let url: string;
let owner: Session;
let operations: Operation[];
const routes: string[] = [];
beforeAll(async () => {
  const databaseUrl = await newDatabase(inject('databaseUrl'));
  await runMigrations(databaseUrl);
  const secret = 'only for tests, long enough';
  const config = loadConfig({ PORT: '0', DATABASE_URL: databaseUrl, HANDRAIL_SECRET: secret }, '/');
  const log = createLog('silent');
  const adapter = createHttpAdapter(log);
  adapter.getInstance().addHook('onRoute', ({ method, url: path }) => {
    for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.push(`${one} ${path}`);
  });
  const house = AppModule.of({ config, databaseUrl, secret, log });
  app = await NestFactory.create<NestFastifyApplication>(
    { module: class {}, imports: [house, PlantedModule] },
    adapter,
    { logger: ['error', 'fatal'], bodyParser: false },
  );
  app.useGlobalFilters(new FailureFilter(log));
  await app.init();
  url = await app.getHttpAdapter().getInstance().listen({ port: 0, host: '127.0.0.1' });
  owner = new Session(url);
  await owner.run('mutation ($input: CreateFirstAdminInput!) { createFirstAdmin(input: $input) { __typename } }', {
    input: { name: 'Ada', email: 'admin@t.example', password: PASSWORD },
  });
  operations = operationsOf(app);
});
afterAll(() => app.close());

describe('a rule of access', () => {
  it('is stated by every route and resolver, except those that were planted here', () => {
    expect(operations.filter(({ rule }) => rule === undefined).map(({ name }) => name)).toEqual([
      'PlantedThing.hidden',
      'plantedMutation',
      'plantedQuery',
      'GET /planted/without-rule',
      'plantedSubscription',
    ]);
  });

  it('is looked for wherever Fastify has a route', () => {
    const known = operations.filter(({ kind }) => kind === 'route').map(({ name }) => name);
    expect([...new Set(routes)].filter((route) => !known.includes(route)).sort()).toEqual(NO_HANDLER);
    expect(known.filter((route) => !routes.includes(route))).toEqual([]);
  });

  it.each(['query', 'mutation', 'subscription'] as const)('is looked for at every %s of the schema', (kind) => {
    const { schema } = app.get(GraphQLSchemaHost);
    const root = {
      query: schema.getQueryType(),
      mutation: schema.getMutationType(),
      subscription: schema.getSubscriptionType(),
    }[kind];
    const names = operations.filter((one) => one.kind === kind).map(({ name }) => name);
    expect(names.sort()).toEqual(Object.keys(root?.getFields() ?? {}).sort());
  });
});

describe('what states no rule', () => {
  const headers = (): Record<string, string> => ({ cookie: owner.cookie, 'x-handrail-request': '1' });

  it('is refused as a route, also to the owner; the one beside it is open', async () => {
    for (const sent of [{}, headers()]) {
      const problem = await problemOf(await fetch(`${url}/planted/without-rule`, { headers: sent }), 403);
      expect(problem['detail']).toContain('states no rule');
    }
    expect(await (await fetch(`${url}/planted/with-rule`)).text()).toBe('open');
  });

  it.each(['{ plantedQuery }', 'mutation { plantedMutation }', '{ plantedThing { open hidden } }'])(
    'is refused as %s, also to the owner',
    async (query) => {
      for (const session of [new Session(url), owner]) {
        const answer = await session.send<unknown>(query);
        expect(answer.errors?.map(({ message }) => message)).toEqual([expect.stringContaining('states no rule')]);
        expect(JSON.stringify(answer)).not.toContain('secret');
      }
    },
  );

  it('is refused as a subscription, also to the owner', async () => {
    for (const cookie of ['', owner.cookie]) {
      const first = await firstOf(connectSocket(url, { cookie }), 'subscription { plantedSubscription }');
      expect(first).toContain('states no rule');
    }
  });
});
