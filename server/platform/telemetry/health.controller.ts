import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow } from '../access/index.js';
import { Background } from '../background/index.js';
import { Database } from '../database/index.js';
import { Failures, type SideWork } from '../failures/index.js';
import { ProblemError } from '../http/index.js';
import { JobQueue } from '../queue/index.js';
import { Telemetry } from './telemetry.js';

/** Background work that does not succeed takes no process out of service: another one would do no better. */
type Ready = {
  readonly status: 'ready';
  readonly isHealthy?: boolean;
  readonly loops?: readonly { readonly name: string; readonly verdict: string; readonly silentSeconds: number }[];
};

@Controller()
export class HealthController {
  private readonly checking: SideWork;

  constructor(
    private readonly telemetry: Telemetry,
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly background: Background,
    failures: Failures,
  ) {
    this.checking = failures.of('check-readiness', 'A check of readiness');
  }

  /** The process lives. */
  @Allow('public')
  @Get('healthz')
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It can take work: the database answers and is migrated, the machine queue answers. `?verbose` adds the background loops. */
  @Allow('public')
  @Get('readyz')
  async ready(@Query('verbose') verbose?: string): Promise<Ready> {
    const away: string[] = [];
    const ask = async (name: string, work: Promise<unknown>): Promise<void> => {
      try {
        await work;
      } catch (error) {
        away.push(name);
        this.checking.failed(error);
      }
    };
    await ask('database', this.database.query('select 1 from migration limit 1'));
    await ask('queue', this.queue.check());
    if (away.length > 0) throw new ProblemError('unavailable', `Not ready: ${away.join(', ')}.`, { retryAfter: 2 });
    if (verbose === undefined) return { status: 'ready' };
    const loops = this.background.health.map(({ name, verdict, silentMs }) => ({
      ...{ name, verdict: verdict.toLowerCase(), silentSeconds: Math.round(silentMs / 1000) },
    }));
    return { status: 'ready', isHealthy: loops.every(({ verdict }) => verdict === 'ok'), loops };
  }

  @Allow('public')
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    await reply.send(await this.telemetry.registry.metrics());
  }
}
