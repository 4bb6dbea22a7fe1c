import type { Tx } from '../platform/database/index.js';

/** Claims the telling of loops that stopped; gives those of which nobody was told for `againHours`. */
export async function claimStopped(
  tx: Tx,
  loops: readonly string[],
  { now, againHours }: { readonly now: Date; readonly againHours: number },
): Promise<string[]> {
  const rows = await tx.query<{ loop: string }>(
    `insert into background_ring as b (loop, told_at) select l, $2 from unnest($1::text[]) l order by l
     on conflict (loop) do update set told_at = excluded.told_at where b.told_at <= excluded.told_at - make_interval(hours => $3)
     returning loop`,
    [loops, now, againHours],
  );
  return rows.map(({ loop }) => loop);
}

/** Claims the telling of loops that succeed again; gives those of which somebody was told that they had stopped. */
export async function claimRecovered(tx: Tx, loops: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ loop: string }>(
    'delete from background_ring where loop = any($1::text[]) returning loop',
    [loops],
  );
  return rows.map(({ loop }) => loop);
}
