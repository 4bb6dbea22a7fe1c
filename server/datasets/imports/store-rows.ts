import { createHash } from 'node:crypto';
import {
  isSameCase,
  rowOfKnownCase,
  type ImportedRow,
  type ImportSettings,
  type RowError,
} from '@handrail/shared/imports';
import { storeImported, updateImported, type ImportedCase } from '../../decisions/index.js';
import type { Tx } from '../../platform/database/index.js';
import { newId } from '../../platform/ids/index.js';
import type { ProjectInForce } from '../../projects/index.js';
import { insertImportedLabels, type ImportedLabel } from '../../reviews/index.js';
import { findKnownKeys, type KnownCase } from './known-keys.sql.js';

/** `more`: further answers to the same case, older than the row's own. */
export type GoodRow = { readonly number: number; readonly row: ImportedRow; readonly more: readonly ImportedRow[] };
export type StoredImport = {
  readonly importId: string;
  readonly fileName: string;
  readonly settings: ImportSettings;
  /** The time of rows that have none. */
  readonly now: Date;
};
/** What became of a row. Only a conflict has errors. */
export type RowOutcome = {
  /** `apart`: new, though its key was imported before, with another case. */
  readonly kind: 'new' | 'apart' | 'updated' | 'unchanged' | 'conflict';
  readonly errors: readonly RowError[];
};
type Into = { readonly into: StoredImport; readonly rows: readonly GoodRow[] };

const TWICE = 'stands in another row of this file too';

/**
 * Stores rows as cases with their decision, what a system said, and the label; says what became of each. A row whose key
 * and case were imported before is no new case: see `isSameCase` and `rowOfKnownCase`.
 */
export async function storeRows(tx: Tx, project: ProjectInForce, { into, rows }: Into): Promise<RowOutcome[]> {
  const { importId, settings } = into;
  const column = settings.mapping.key ?? null;
  const keys = [...new Set(rows.flatMap(({ row }) => (row.key === null ? [] : [row.key])))];
  const known: Map<string, KnownCase[]> =
    column === null
      ? new Map<string, KnownCase[]>()
      : await findKnownKeys(tx, { projectId: project.id, importId, keys });
  const found = new Map(rows.map((good) => [good, known.get(good.row.key ?? '') ?? []] as const));
  const same = ({ row }: GoodRow, all: readonly KnownCase[]): KnownCase | undefined =>
    all.find((one) => isSameCase(row, one, project.outputSchema));
  const outcomes = new Map<GoodRow, RowOutcome>();
  const unknown = rows.filter((good) => same(good, found.get(good) ?? []) === undefined);
  for (const [good, outcome] of await storeNew(tx, project, { into, rows: unknown })) {
    const kind = (found.get(good) ?? []).length > 0 ? 'apart' : 'new';
    outcomes.set(good, outcome === 'conflict' ? conflict(column, TWICE) : { kind, errors: [] });
  }
  const updates: Update[] = [];
  const seen = new Set<string>();
  for (const good of rows) {
    const before = same(good, found.get(good) ?? []);
    if (!before) continue;
    outcomes.set(good, again(good, { before, project, into, updates, isTwice: seen.has(before.id) }));
    seen.add(before.id);
  }
  await storeUpdates(tx, project, { into, updates });
  return rows.map((row) => outcomes.get(row) ?? { kind: 'unchanged', errors: [] });
}

function conflict(column: string | null, detail: string): RowOutcome {
  return { kind: 'conflict', errors: [{ column, detail }] };
}

async function storeNew(
  tx: Tx,
  project: ProjectInForce,
  { into, rows }: Into,
): Promise<(readonly [GoodRow, 'new' | 'repeated' | 'conflict'])[]> {
  if (rows.length === 0) return [];
  const cases = rows.map((good) => toCase(good, into));
  const outcomes = await storeImported(tx, project, cases);
  const labels = cases.flatMap(({ caseId }, index) => {
    const good = rows[index];
    if (!good || outcomes[index] !== 'new') return [];
    return [...good.more, good.row].flatMap((one) =>
      labelOf(one, { caseId, project, into, at: one.at === null ? into.now : new Date(one.at) }),
    );
  });
  await insertImportedLabels(tx, labels);
  return rows.map((row, index) => [row, outcomes[index] ?? 'conflict'] as const);
}

type Update = {
  readonly before: KnownCase;
  readonly answers: readonly ImportedRow[];
};
type Again = {
  readonly before: KnownCase;
  readonly project: ProjectInForce;
  readonly into: StoredImport;
  readonly updates: Update[];
  readonly isTwice: boolean;
};

/** What becomes of a row whose case was imported before; what is to be stored for it joins `updates`. */
function again({ row, more }: GoodRow, { before, project, into, updates, isTwice }: Again): RowOutcome {
  const column = into.settings.mapping.key ?? null;
  if (isTwice) return conflict(column, TWICE);
  const isGold = into.settings.purpose === 'gold';
  const outcome = rowOfKnownCase({ row, more, isGold }, before, project.outputSchema);
  if (outcome.kind === 'conflict') return conflict(column, outcome.detail);
  // A run before that was cut off has stored it already.
  if (outcome.kind === 'unchanged') return { kind: before.isOfThis ? 'updated' : 'unchanged', errors: [] };
  if (before.isOfThis) return conflict(column, TWICE);
  updates.push({ before, answers: outcome.answers });
  return { kind: 'updated', errors: [] };
}

async function storeUpdates(
  tx: Tx,
  project: ProjectInForce,
  { into, updates }: { readonly into: StoredImport; readonly updates: readonly Update[] },
): Promise<void> {
  if (updates.length === 0) return;
  const human: Parameters<typeof updateImported>[2][number][] = [];
  const labels = updates.flatMap(({ before, answers }) => {
    // After everything that was answered before, so that it is what stands, and in its own order.
    let after = before.answers.at(-1)?.at.getTime() ?? 0;
    return answers.flatMap((one) => {
      after = Math.max(after + 1, (one.at === null ? into.now : new Date(one.at)).getTime());
      const at = new Date(after);
      if (one === answers.at(-1) && one.label !== null && before.stands !== null)
        human.push({
          caseId: before.id,
          human: { name: `import ${into.fileName}`, value: one.label },
          at,
          stands: before.stands,
        });
      return labelOf(one, { caseId: before.id, project, into, at });
    });
  });
  await insertImportedLabels(tx, labels);
  await updateImported(tx, project, human);
}

type LabelFor = {
  readonly caseId: string;
  readonly project: ProjectInForce;
  readonly into: StoredImport;
  readonly at: Date;
};

function labelOf({ label: value, annotator }: ImportedRow, { caseId, project, into, at }: LabelFor): ImportedLabel[] {
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
      at,
    },
  ];
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
