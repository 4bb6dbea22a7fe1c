import type { QualityReport } from '@handrail/shared/datasets';
import type { CaseInput } from '@handrail/shared/schema';
import type { Database, Tx } from '../../platform/database/index.js';

/** A check as it is stored. */
export type QualityRow = {
  version_id: string;
  project_id: string;
  state: 'running' | 'done' | 'failed';
  /** What it is at, while it runs. */
  detail: string | null;
  report: QualityReport | null;
  failure: string | null;
  asked_by: string;
  asked_at: Date;
};

export async function findQuality(database: Database, versionId: string): Promise<QualityRow | undefined> {
  const [row] = await database.query<QualityRow>(
    'select version_id, project_id, state, detail, report, failure, asked_by, asked_at from dataset_quality where version_id = $1',
    [versionId],
  );
  return row;
}

/** Asks for a check anew; false where one is under way. */
export async function beginQuality(
  tx: Tx,
  given: { readonly versionId: string; readonly projectId: string; readonly by: string; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into dataset_quality (version_id, project_id, state, asked_by, asked_at) values ($1, $2, 'running', $3, $4)
     on conflict (version_id) do update set state = 'running', detail = null, failure = null, asked_by = excluded.asked_by, asked_at = excluded.asked_at
       where dataset_quality.state <> 'running' returning version_id`,
    [given.versionId, given.projectId, given.by, given.now],
  );
  return rows.length > 0;
}

export async function tellQuality(tx: Tx, versionId: string, detail: string): Promise<void> {
  await tx.query(`update dataset_quality set detail = $2 where version_id = $1 and state = 'running'`, [
    versionId,
    detail,
  ]);
}

/** Ends a check with what was found, or why nothing was; a check of which the version has gone meanwhile is forgotten. */
export async function endQuality(
  tx: Tx,
  given: {
    readonly versionId: string;
    readonly report: QualityReport | null;
    readonly failure: string | null;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    `update dataset_quality set state = case when $2::jsonb is null then 'failed' else 'done' end, report = $2, failure = $3, ended_at = $4, detail = null
      where version_id = $1 and state = 'running'`,
    [given.versionId, given.report === null ? null : JSON.stringify(given.report), given.failure, given.now],
  );
}

/** Forgets what was found in a project's versions: reports quote cases. Checks that are under way end in nothing. */
export async function forgetReports(tx: Tx, projectId: string): Promise<void> {
  await tx.query('delete from dataset_quality where project_id = $1', [projectId]);
}

export type UnlabelledCase = { readonly id: string; readonly segment: string | null; readonly input: CaseInput };

/** The newest decided cases that nobody has labelled, is asked about, or had erased. */
export function unlabelledCases(database: Database, projectId: string, most: number): Promise<UnlabelledCase[]> {
  return database.query<UnlabelledCase>(
    `select c.id, c.segment, c.input from intake_case c
      where c.project_id = $1 and not exists (select 1 from label l where l.case_id = c.id)
        and not exists (select 1 from review r where r.case_id = c.id and r.state = 'open')
        and not exists (select 1 from case_erasure e where e.case_id = c.id)
        and exists (select 1 from decision d where d.case_id = c.id)
      order by c.created_at desc, c.id desc limit $2`,
    [projectId, most],
  );
}

/** Which of these cases somebody is asked about now. */
export async function openAmong(database: Database, caseIds: readonly string[]): Promise<Set<string>> {
  const rows = await database.query<{ case_id: string }>(
    `select distinct case_id from review where case_id = any($1::uuid[]) and state = 'open'`,
    [caseIds],
  );
  return new Set(rows.map(({ case_id: id }) => id));
}
