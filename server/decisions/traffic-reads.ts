import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MAX_CASES = 100_000;
const LATENCIES = 1000;

export type Traffic = {
  readonly casesPerHour: number;
  readonly blindLabelsPerHour: number;
  readonly casesLastMinute: number;
  readonly latencyP50Ms: number | null;
  readonly latencyP95Ms: number | null;
};
type Row = { cases: number; labels: number; minute: number; p50: number | null; p95: number | null; age_ms: number };

/** What forms and the deployment profile set declared numbers against. Every part is bounded by time or by count. */
@Injectable()
export class TrafficReads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async read(actor: Actor, projectId: string): Promise<Traffic> {
    assertMay(actor, 'policy:read', projectId);
    const now = this.clock.now();
    const since = new Date(now.getTime() - DAY_MS);
    const [row] = await this.database.query<Row>(
      `select (select count(*)::int from (select 1 from intake_case where project_id = $1 and created_at >= $2 and source <> 'import' limit $4) c) as cases,
              (select count(*)::int from label where project_id = $1 and created_at >= $2 and blind and corrects_id is null and import_id is null) as labels,
              (select count(*)::int from (select 1 from intake_case where project_id = $1 and created_at >= $3 and source <> 'import' limit $4) c) as minute,
              greatest(0, extract(epoch from $6::timestamptz - coalesce((select min(created_at) from intake_case where project_id = $1 and source <> 'import'), $6))) * 1000 as age_ms,
              l.p50, l.p95
         from (select percentile_cont(0.5) within group (order by p.latency_ms) as p50, percentile_cont(0.95) within group (order by p.latency_ms) as p95
                 from (select id from intake_case where project_id = $1 order by created_at desc, id desc limit $5) c
                 join prediction p on p.case_id = c.id and p.kind = 'model' and not p.behind and p.latency_ms is not null) l`,
      [projectId, since, new Date(now.getTime() - 60_000), MAX_CASES, LATENCIES, now],
    );
    if (!row) throw new Error('unreachable: a select of aggregates gives one row');
    const hours = Math.min(DAY_MS, Math.max(HOUR_MS / 4, Number(row.age_ms))) / HOUR_MS;
    return {
      casesPerHour: row.cases / hours,
      blindLabelsPerHour: row.labels / hours,
      casesLastMinute: row.minute,
      latencyP50Ms: row.p50,
      latencyP95Ms: row.p95,
    };
  }
}
