import type { ChangeFeed } from '../../platform/change-feed/index.js';
import type { Clock } from '../../platform/clock/index.js';
import type { UnitOfWork } from '../../platform/database/index.js';

type By = { readonly unitOfWork: UnitOfWork; readonly clock: Clock; readonly feed: ChangeFeed };
type End = { readonly state: 'failed' | 'cancelled'; readonly failure: string };

/** Ends an import from outside: its worker stops at its next step. Its file goes, as at every end; false where it had ended. */
export function endImport({ unitOfWork, clock, feed }: By, importId: string, end: End): Promise<boolean> {
  return unitOfWork.run(async (tx) => {
    const [ended] = await tx.query<{ project_id: string }>(
      `update label_import set state = $2, failure = $3, ended_at = $4 where id = $1 and state in ('uploaded', 'running') returning project_id`,
      [importId, end.state, end.failure, clock.now()],
    );
    if (!ended) return false;
    // Counted, not remembered: what was stored since its worker told the last time is stored all the same.
    await tx.query(
      `with stored as (select id from intake_case where project_id = $2 and starts_with(idempotency_key, $3)),
            updated as (select count(distinct case_id) as rows from label where import_id = $1 and case_id not in (select id from stored))
       update label_import set rows_updated = updated.rows, rows_stored = updated.rows + (select count(*) from stored) from updated where id = $1`,
      [importId, ended.project_id, `import/${importId}/`],
    );
    await tx.query('delete from label_import_chunk where import_id = $1', [importId]);
    await feed.publish(tx, { type: 'datasets', projectId: ended.project_id });
    return true;
  });
}
