import type { TrainingOptions } from '@handrail/shared/deciders';
import type { Database, Tx } from '../../platform/database/index.js';

/** More would not fit into the trainer's memory; the newest are taken. */
const MOST_LABELS = 500_000;

/** A label that may teach, oldest first. */
export type LabelRow = {
  readonly input: unknown;
  readonly label: unknown;
  readonly created_at: Date;
  readonly policy_version: number;
  /** The probability with which it came to be; null where none was recorded. */
  readonly propensity: number | null;
  /** The champion's stored answer; null where it has none. */
  readonly champion: unknown;
};

type Wanted = { readonly projectId: string; readonly options: TrainingOptions; readonly at: Date };

/**
 * Corrected answers are left out for what corrects them. Weighted: only labels whose case was chosen by the dice of its
 * policy; what somebody picked by hand (gold, disagreement, appeal) has no propensity.
 */
const FROM = `from label l join intake_case c on c.id = l.case_id join review r on r.id = l.review_id
  where l.project_id = $1 and not exists (select 1 from label later where later.corrects_id = l.id)
    and (not $2::boolean or l.blind) and ($3::timestamptz is null or l.created_at >= $3) and ($4::timestamptz is null or l.created_at < $4)
    and ($5::text[] is null or c.route->>'level' = any($5)) and l.created_at <= $6
    and (not $7::boolean or r.reason in ('level', 'low_confidence', 'audit', 'blind_control', 'fallback'))`;

function parametersOf({ projectId, options, at }: Wanted): unknown[] {
  const { blindOnly, since, until, levels, weighted } = options;
  return [projectId, blindOnly, since, until, levels, at, weighted];
}

/** Streams the labels with their cases, and what the champion said of them where that was kept. */
export function streamLabels(
  database: Database,
  { champion, ...wanted }: Wanted & { readonly champion: string | null },
): AsyncGenerator<LabelRow> {
  const propensity = wanted.options.blindOnly ? 'blindPropensity' : 'propensity';
  return database.stream<LabelRow>(
    `with wanted as (select l.id, l.created_at ${FROM} order by l.created_at desc, l.id desc limit ${MOST_LABELS})
     select c.input, l.value as label, l.created_at, c.policy_version, (c.route->>'${propensity}')::float8 as propensity,
            (select p.value from prediction p where p.case_id = c.id and p.model = $8 and p.error is null order by p.id limit 1) as champion
       from wanted w join label l on l.id = w.id join intake_case c on c.id = l.case_id order by w.created_at, w.id`,
    [...parametersOf(wanted), champion],
  );
}

/** How many labels would teach and measure now. */
export async function countLabels(database: Database, wanted: Wanted): Promise<number> {
  const [row] = await database.query<{ count: number }>(`select count(*)::int as count ${FROM}`, parametersOf(wanted));
  return row?.count ?? 0;
}

/** How many have come since. */
export async function countNewLabels(tx: Tx, wanted: Wanted & { readonly after: Date }): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`select count(*)::int as count ${FROM} and l.created_at > $8`, [
    ...parametersOf(wanted),
    wanted.after,
  ]);
  return row?.count ?? 0;
}
