import pg from 'pg';
import type { Acknowledged } from './load.js';

/** What of the acknowledged is not in the database exactly once, and which cases break "decided or queued, never both". */
export async function missing(databaseUrl: string, { cases, labels }: Acknowledged): Promise<Record<string, unknown>> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const lost = await database.query(
      `select key, id from unnest($1::text[], $2::uuid[]) as known(key, id)
        where (select count(*) from intake_case c where c.idempotency_key = known.key and c.id = known.id) <> 1`,
      [[...cases.keys()], [...cases.values()]],
    );
    const answers = await database.query(
      `select id from unnest($1::uuid[]) as known(id)
        where (select count(*) from label l where l.review_id = known.id and l.corrects_id is null) <> 1
           or not exists (select 1 from review r where r.id = known.id and r.state = 'answered')`,
      [labels],
    );
    const stranded = await database.query(
      `select c.id from intake_case c
        where (select count(*) from decision d where d.case_id = c.id
                  and not exists (select 1 from decision later where later.supersedes_id = d.id))
            + (select count(*) from review r where r.case_id = c.id and r.decides and r.state = 'open') <> 1`,
    );
    return { lost: lost.rows, answers: answers.rows, stranded: stranded.rows };
  } finally {
    await database.end();
  }
}

export const NOTHING_MISSING = { lost: [], answers: [], stranded: [] };
