import type { ImportFormat, ImportHint, ImportMapping, ImportSettings } from '@handrail/shared/imports';

/** An import as it is stored. */
export type ImportRecord = {
  id: string;
  project_id: string;
  file_name: string;
  /** Null while it is being sent. */
  format: ImportFormat | null;
  byte_count: string;
  columns: string[] | null;
  proposal: ImportMapping | null;
  /** What was said when the project was made; null: nothing. */
  hint: ImportHint | null;
  /** Null until it was started. */
  settings: ImportSettings | null;
  state: 'uploading' | 'uploaded' | 'running' | 'done' | 'failed' | 'cancelled';
  rows_done: number;
  rows_stored: number;
  rows_bad: number;
  /** Of those that were stored: another answer to a case that was imported before. */
  rows_updated: number;
  /** The same as was imported before, so that nothing was stored. */
  rows_unchanged: number;
  /** Of those stored: new, though their key was imported before, with another case. */
  rows_apart: number;
  /** Of the bad ones: their case was imported before and cannot be updated, or their key stands in the file twice. */
  rows_conflicting: number;
  /** In [0, 1], of the file. */
  share_done: number;
  failure: string | null;
  /** How it is read, in words. */
  notes: string[];
  /** The last import of the same content that stored rows; null: there is none. */
  same_as: { id: string; name: string; at: string; rows: number; key: string | null } | null;
  created_by: string;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
};

export const IMPORTS = `select id, project_id, file_name, format, byte_count, columns, proposal, settings, state, rows_done, rows_stored, rows_bad, rows_updated, rows_unchanged, rows_apart, rows_conflicting,
  share_done, failure, notes, created_by, created_at, started_at, ended_at,
  (select import_hint from project p where p.id = i.project_id) as hint,
  (select jsonb_build_object('id', o.id, 'name', o.file_name, 'at', o.started_at, 'rows', o.rows_stored, 'key', o.settings->'mapping'->>'key') from label_import o
    where o.project_id = i.project_id and o.content_sha256 = i.content_sha256 and o.id <> i.id and o.rows_stored > 0 and o.created_at < i.created_at
    order by o.created_at desc limit 1) as same_as
  from label_import i`;

export type ErrorRow = { row_number: number; column_name: string | null; detail: string };
