import type { ImportFormat, ImportMapping, ImportSettings } from '@handrail/shared/imports';

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
  /** Null until it was started. */
  settings: ImportSettings | null;
  state: 'uploading' | 'uploaded' | 'running' | 'done' | 'failed' | 'cancelled';
  rows_done: number;
  rows_stored: number;
  rows_bad: number;
  /** In [0, 1], of the file. */
  share_done: number;
  failure: string | null;
  created_by: string;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
};

export const IMPORTS = `select id, project_id, file_name, format, byte_count, columns, proposal, settings, state, rows_done, rows_stored, rows_bad,
  share_done, failure, created_by, created_at, started_at, ended_at from label_import`;

export type ErrorRow = { row_number: number; column_name: string | null; detail: string };
