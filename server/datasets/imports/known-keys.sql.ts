import type { AnswerBefore, KeyedBefore } from '@handrail/shared/imports';
import type { CaseInput, OutputValue } from '@handrail/shared/schema';
import type { Tx } from '../../platform/database/index.js';

/** A case that another import stored under a key, with what stands. */
export type KnownCase = KeyedBefore & {
  readonly id: string;
  readonly stands: OutputValue | null;
  /** Whether its last answer came with this import: by a run before, or by another row of the file. */
  readonly isOfThis: boolean;
};

type Row = {
  id: string;
  case_key: string;
  segment: string | null;
  input: CaseInput;
  stands: OutputValue | null;
  system: KeyedBefore['system'];
  answers: { value: OutputValue; annotator: string | null; gold: boolean; at: string; import_id: string | null }[];
};

/**
 * One import at a time looks for keys and stores under them, so that two of one file do not both find nothing. Held to the
 * transaction's end.
 */
export async function lockKeys(tx: Tx, projectId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('import-keys/' || $1, 0))`, [projectId]);
}

/** The cases that imports before this one stored under these keys, by key, the newest first. */
export async function findKnownKeys(
  tx: Tx,
  { projectId, importId, keys }: { readonly projectId: string; readonly importId: string; readonly keys: string[] },
): Promise<Map<string, KnownCase[]>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.query<Row>(
    `select c.id, c.case_key, c.segment, c.input, d.value as stands,
            (select jsonb_build_object('value', p.value, 'confidence', p.confidence) from prediction p
              where p.case_id = c.id and p.kind = 'system' and p.given_by = 'caller' order by p.id limit 1) as system,
            (select coalesce(jsonb_agg(jsonb_build_object('value', l.value, 'annotator', l.annotator, 'gold', r.reason = 'gold', 'at', l.created_at, 'import_id', l.import_id)
                             order by l.created_at, l.id), '[]')
               from label l join review r on r.id = l.review_id where l.case_id = c.id) as answers
       from intake_case c
       left join lateral (select value from decision where case_id = c.id order by sequence desc limit 1) d on true
      where c.project_id = $1 and c.source = 'import' and c.case_key = any($2) and not starts_with(c.idempotency_key, $3)
      order by c.case_key, c.id desc`,
    [projectId, keys, `import/${importId}/`],
  );
  const known = new Map<string, KnownCase[]>();
  for (const row of rows) known.set(row.case_key, [...(known.get(row.case_key) ?? []), toKnown(row, importId)]);
  return known;
}

function toKnown({ id, segment, input, stands, system, answers: all }: Row, importId: string): KnownCase {
  const brought = all.filter((one) => one.import_id !== null);
  const answers = brought.map(({ value, annotator, gold, at }): AnswerBefore => ({
    value,
    annotator,
    isGold: gold,
    at: new Date(at),
  }));
  const isAnsweredHere = brought.length < all.length;
  return { id, segment, input, stands, system, answers, isAnsweredHere, isOfThis: all.at(-1)?.import_id === importId };
}
