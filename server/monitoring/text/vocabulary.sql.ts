import { Vocabulary } from '@handrail/shared/monitoring';
import type { Database, Tx } from '../../platform/database/index.js';

export type KeptVocabulary = {
  readonly projectId: string;
  readonly decider: string;
  readonly part: string;
  readonly vocabulary: Vocabulary;
};
type Of = Omit<KeptVocabulary, 'vocabulary'>;

/** Keeps them; what another process kept first stays. */
export async function insertVocabularies(tx: Tx, kept: readonly KeptVocabulary[], now: Date): Promise<void> {
  for (const { projectId, decider, part, vocabulary } of kept)
    await tx.query(
      `insert into text_vocabulary (project_id, decider, part, bits, frozen_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [projectId, decider, part, Buffer.from(vocabulary.encode()), now],
    );
}

export async function findVocabulary(
  database: Database,
  { projectId, decider, part }: Of,
): Promise<Vocabulary | undefined> {
  const [row] = await database.query<{ bits: Buffer }>(
    'select bits from text_vocabulary where project_id = $1 and decider = $2 and part = $3',
    [projectId, decider, part],
  );
  return row && Vocabulary.decode(row.bits);
}
