import { Injectable } from '@nestjs/common';
import { blockOf, burstOf } from '@handrail/shared/projects';
import { Database } from '../platform/database/index.js';
import { ProblemError } from '../platform/http/index.js';
import type { ProjectInForce } from './project-directory.js';

/** Tokens that a process took and did not use are gone after this long. */
const STOCK_MS = 250;
const MAX_PROJECTS = 5000;

type Stock = {
  left: number;
  until: number;
  /** Until when there is nothing to be had, so that a flood of refusals does not reach the database. */
  emptyUntil: number;
  waiting: number;
  taking: Promise<void> | undefined;
};
type Granted = { granted: number; tokens: number };

/**
 * Lets at most so many cases a second through as the project's profile says, over all processes: a token bucket in
 * PostgreSQL, from which each process takes a block at a time. In any time t at most `burst + rate · t` cases pass, plus
 * what a process holds for a quarter of a second; a project without a limit costs nothing.
 */
@Injectable()
export class ThroughputLimit {
  private readonly stocks = new Map<string, Stock>();

  constructor(private readonly database: Database) {}

  /** @throws ProblemError `too-many-requests` with the seconds after which there is room again. */
  async pass({ id, profile: { casesPerSecond: rate } }: Pick<ProjectInForce, 'id' | 'profile'>): Promise<void> {
    if (rate === null) return;
    const stock = this.stockOf(id);
    stock.waiting += 1;
    try {
      while (!use(stock)) {
        refuseEmpty(stock, rate);
        stock.taking ??= this.take(id, rate, stock).finally(() => (stock.taking = undefined));
        await stock.taking;
      }
    } finally {
      stock.waiting -= 1;
    }
  }

  private stockOf(projectId: string): Stock {
    const kept = this.stocks.get(projectId);
    if (kept) return kept;
    if (this.stocks.size >= MAX_PROJECTS) this.stocks.clear();
    const stock: Stock = { left: 0, until: 0, emptyUntil: 0, waiting: 0, taking: undefined };
    this.stocks.set(projectId, stock);
    return stock;
  }

  private async take(projectId: string, rate: number, stock: Stock): Promise<void> {
    const [row] = await this.database.query<Granted>(TAKE, [
      projectId,
      burstOf(rate),
      rate,
      blockOf(rate, stock.waiting),
    ]);
    const now = performance.now();
    stock.left = row?.granted ?? 0;
    stock.until = now + STOCK_MS;
    // Until a whole block is there again: a flood asks the database no oftener than ordinary traffic does.
    const lacking = Math.max(0.001, blockOf(rate, 0) - (row?.tokens ?? 0));
    stock.emptyUntil = stock.left > 0 ? 0 : now + (1000 * lacking) / rate;
  }
}

function use(stock: Stock): boolean {
  if (stock.left <= 0 || performance.now() > stock.until) return false;
  stock.left -= 1;
  return true;
}

function refuseEmpty({ emptyUntil }: Stock, rate: number): void {
  const waitMs = emptyUntil - performance.now();
  if (waitMs <= 0) return;
  throw new ProblemError(
    'too-many-requests',
    `This project takes ${rate} cases a second. Nothing was stored; send the case again later.`,
    { retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) },
  );
}

/** Refills by the database's clock, which all processes share, and takes up to $4 whole tokens in one statement. */
const AVAILABLE = `least($2::float8, b.tokens + greatest(0, extract(epoch from clock_timestamp() - b.refilled_at)) * $3::float8)`;
const TAKE = `insert into throughput_bucket as b (project_id, tokens, granted, refilled_at)
  values ($1, $2::float8 - least($2::float8, $4::int), least($2::float8, $4::int), clock_timestamp())
  on conflict (project_id) do update
    set granted = least($4::int, floor(${AVAILABLE})), tokens = ${AVAILABLE} - least($4::int, floor(${AVAILABLE})),
        refilled_at = greatest(b.refilled_at, clock_timestamp())
  returning granted, tokens`;
