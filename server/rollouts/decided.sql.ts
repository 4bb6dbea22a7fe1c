import type { Arm } from '@handrail/shared/ladder';
import type { Database } from '../platform/database/index.js';

export type DecidedCounts = {
  readonly cases: number;
  readonly decidedByMachine: number;
  readonly decidedByPeople: number;
  readonly decidedBySystem: number;
  readonly open: number;
};
const NONE: DecidedCounts = { cases: 0, decidedByMachine: 0, decidedByPeople: 0, decidedBySystem: 0, open: 0 };

type Row = DecidedCounts & { readonly arm: Arm };

/** Who decided the cases of a rollout first, by the arm that they were dealt to. */
export async function decidedByArm(database: Database, rolloutId: string): Promise<Record<Arm, DecidedCounts>> {
  const rows = await database.query<Row>(
    `select c.route->'rollout'->>'arm' as arm, count(*)::int as cases,
            (count(*) filter (where d.decided_by_kind = 'model'))::int as "decidedByMachine",
            (count(*) filter (where d.decided_by_kind = 'human'))::int as "decidedByPeople",
            (count(*) filter (where d.decided_by_kind = 'system'))::int as "decidedBySystem",
            (count(*) filter (where d.case_id is null))::int as open
       from intake_case c left join decision d on d.case_id = c.id and d.sequence = 1
      where c.route->'rollout'->>'id' = $1 group by 1`,
    [rolloutId],
  );
  const of = (arm: Arm): DecidedCounts => {
    const row = rows.find((one) => one.arm === arm);
    if (!row) return NONE;
    const { cases, decidedByMachine, decidedByPeople, decidedBySystem, open } = row;
    return { cases, decidedByMachine, decidedByPeople, decidedBySystem, open };
  };
  return { challenger: of('challenger'), incumbent: of('incumbent') };
}
