import type { Database } from '../../platform/database/index.js';

/** UTF-16 units of a text that are read; what is behind them tells no other kind of text. */
const LONGEST = 2000;

/** The beginnings of what these cases have in a text field, those that have nothing left out, in the order of the ids. */
export async function textsOfCases(database: Database, ids: readonly string[], part: string): Promise<string[]> {
  const rows = await database.query<{ text: string }>(
    `select left(c.input ->> $2, ${LONGEST}) as text from unnest($1::uuid[]) with ordinality as n (id, place)
       join intake_case c on c.id = n.id where c.input ->> $2 <> '' order by n.place`,
    [ids, part],
  );
  return rows.map(({ text }) => text);
}
