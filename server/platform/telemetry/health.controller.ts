import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow } from '../access/index.js';
import { Database } from '../database/index.js';
import { ProblemError } from '../http/index.js';
import { JobQueue } from '../queue/index.js';
import { Telemetry } from './telemetry.js';

@Controller()
export class HealthController {
  constructor(
    private readonly telemetry: Telemetry,
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  /** The process lives. */
  @Allow('public')
  @Get('healthz')
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It can take work: the database answers and is migrated, the machine queue answers. */
  @Allow('public')
  @Get('readyz')
  async ready(): Promise<{ status: 'ready' }> {
    const away: string[] = [];
    await this.database.query('select 1 from migration limit 1').catch(() => away.push('database'));
    await this.queue.check().catch(() => away.push('queue'));
    if (away.length > 0) throw new ProblemError('unavailable', `Not ready: ${away.join(', ')}.`, { retryAfter: 2 });
    return { status: 'ready' };
  }

  @Allow('public')
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    await reply.send(await this.telemetry.registry.metrics());
  }
}
