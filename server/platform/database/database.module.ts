import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Database } from './database.js';
import { UnitOfWork } from './unit-of-work.js';

const POOL_SIZE = 10;
/** A request that finds no connection in this time is answered 503 instead of waiting on. */
const CONNECTION_TIMEOUT_MS = 5000;

@Global()
@Module({})
export class DatabaseModule {
  /** `url`: of a database whose migrations have run. */
  static at(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url,
          synchronize: false,
          autoLoadEntities: true,
          logging: false,
          retryAttempts: 3,
          poolSize: POOL_SIZE,
          poolErrorHandler: () => undefined,
          extra: {
            application_name: 'handrail',
            idleTimeoutMillis: 30_000,
            connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
            keepAlive: true,
          },
        }),
      ],
      providers: [Database, UnitOfWork],
      exports: [Database, UnitOfWork],
    };
  }
}
