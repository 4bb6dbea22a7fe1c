import type { ImportFormat } from '@handrail/shared/imports';
import { readArgilla } from './read-argilla.js';
import { readCsv } from './read-csv.js';
import { readJsonList, readNdjson, type FileRow } from './read-json.js';
import { isTask, readLabelStudio } from './read-label-studio.js';
import { readParquet } from './read-parquet.js';
import { readText } from './read-text.js';
import { BrokenFile, type SourceFile } from './source-file.js';

const PARQUET = 'PAR1';

/** The rows of a file of this format, in their order, with flat memory. @throws BrokenFile where it cannot be read on. */
export function readRows(file: SourceFile, format: ImportFormat): AsyncGenerator<FileRow> {
  switch (format) {
    case 'parquet':
      return readParquet(file);
    case 'csv':
      return readCsv(readText(file.bytes()));
    case 'ndjson':
      return readNdjson(readText(file.bytes()));
    case 'json':
      return readArgilla(readJsonList(readText(file.bytes())));
    case 'label-studio':
      return readLabelStudio(readJsonList(readText(file.bytes())));
  }
}

/** What a file is, by what it holds and not by its name. @throws BrokenFile for one with nothing in it. */
export async function formatOfFile(file: SourceFile): Promise<ImportFormat> {
  const start = new TextDecoder().decode(await file.slice(0, Math.min(4096, file.byteLength)));
  if (start.startsWith(PARQUET)) return 'parquet';
  if (start.includes('\0')) throw new BrokenFile('It is no text file. Send CSV, JSON lines, a JSON list, or Parquet.');
  const first = start.trimStart()[0];
  if (first === undefined) throw new BrokenFile('The file is empty. Send one with at least one row.');
  if (first === '{') return 'ndjson';
  if (first !== '[') return 'csv';
  for await (const one of readRows(file, 'json')) return 'row' in one && isTask(one.row) ? 'label-studio' : 'json';
  return 'json';
}
