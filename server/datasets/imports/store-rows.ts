import { createHash } from 'node:crypto';
import type { ImportedRow, ImportSettings, RowError } from '@handrail/shared/imports';
import { storeImported, type ImportedCase } from '../../decisions/index.js';
import type { Tx } from '../../platform/database/index.js';
import { newId } from '../../platform/ids/index.js';
import type { ProjectInForce } from '../../projects/index.js';
import { insertImportedLabels } from '../../reviews/index.js';

/** `more`: further answers to the same case, older than the row's own. */
export type GoodRow = { readonly number: number; readonly row: ImportedRow; readonly more: readonly ImportedRow[] };
export type StoredImport = {
  readonly importId: string;
  readonly fileName: string;
  readonly settings: ImportSettings;
  /** The time of rows that have none. */
  readonly now: Date;
};

/** Stores rows as cases with their decision, what a system said, and the label; gives what is wrong with each. */
export async function storeRows(
  tx: Tx,
  project: ProjectInForce,
  { into, rows }: { readonly into: StoredImport; readonly rows: readonly GoodRow[] },
): Promise<RowError[][]> {
  const cases = rows.map((good) => toCase(good, into));
  const outcomes = await storeImported(tx, project, cases);
  const labels = cases.flatMap(({ caseId }, index) => {
    const good = rows[index];
    if (!good || outcomes[index] !== 'new') return [];
    return [...good.more, good.row].flatMap(({ label: value, annotator, at }) => {
      if (value === null) return [];
      return [
        {
          label_id: newId(),
          review_id: newId(),
          case_id: caseId,
          project_id: project.id,
          import_id: into.importId,
          annotator,
          policy_version: project.policy.version,
          reason: into.settings.purpose === 'gold' ? 'gold' : 'imported',
          blind: into.settings.blind,
          value,
          at: at === null ? into.now : new Date(at),
        } as const,
      ];
    });
  });
  await insertImportedLabels(tx, labels);
  const column = into.settings.mapping.key ?? null;
  return outcomes.map((outcome) =>
    outcome === 'conflict' ? [{ column, detail: 'stands in another row of this file too' }] : [],
  );
}

function toCase({ number, row, more }: GoodRow, { importId, fileName, settings, now }: StoredImport): ImportedCase {
  const system = settings.purpose === 'past' && row.prediction && settings.system;
  return {
    caseId: newId(),
    importKey: `import/${importId}/${row.key ?? number}`,
    caseKey: row.key,
    rowHash: createHash('sha256')
      .update(JSON.stringify(more.length === 0 ? [number, row] : [number, row, more]))
      .digest('hex'),
    input: row.input,
    segment: row.segment,
    metadata: { import: fileName, row: number },
    at: row.at === null ? now : new Date(row.at),
    selectionProb: row.selectionProb,
    human: row.label === null ? null : { name: `import ${fileName}`, value: row.label },
    system: system && row.prediction ? { name: system, ...row.prediction } : null,
  };
}
