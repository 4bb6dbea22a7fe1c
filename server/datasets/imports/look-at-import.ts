import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  BrokenFile,
  ENCODING_WORDS,
  fileReadingSchema,
  MAX_COLUMNS,
  proposeMapping,
  TableReader,
  zoneNotes,
  type FileReading,
  type FileRow,
  type ImportFormat,
  type RowReader,
  type SourceRow,
} from '@handrail/shared/imports';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { invalid, parseWith, ProblemError } from '../../platform/http/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { ImportReads } from './import-reads.js';
import type { ImportRecord } from './import-rows.js';
import { openRows } from './read-rows.js';
import { SourceFile } from './source-file.js';

const LOOKED_AT_ROWS = 200;
/** Columns of the product's own exports begin so; their texts are guarded against spreadsheets. */
const OWN_COLUMN = 'input.';

type Looked = {
  readonly id: string;
  readonly projectId: string;
  readonly bytes: number;
  readonly format: ImportFormat;
};

/** Looks at the first rows of a file that was sent, and proposes what its columns become and how its cells are read. */
@Injectable()
export class LookAtImport {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: ProjectDirectory,
    private readonly reads: ImportReads,
  ) {}

  /** Looks again, with the file read as somebody says. @throws ProblemError `conflict` once it was started. */
  async again(actor: Actor, projectId: string, given: { importId: string; reading: unknown }): Promise<ImportRecord> {
    const record = await this.reads.get(actor, projectId, given.importId);
    const reading = parseWith(fileReadingSchema, given.reading);
    if (record.state !== 'uploaded' || record.format === null)
      throw new ProblemError('conflict', 'This file was imported already; send it again to look at it.');
    const { id, format } = record;
    try {
      await this.run({ id, projectId, bytes: Number(record.byte_count), format }, reading, record.notes);
    } catch (error) {
      if (error instanceof BrokenFile) throw invalid(error.message);
      throw error;
    }
    return this.reads.get(actor, projectId, id);
  }

  /** `said`: what is known of the file already. @throws BrokenFile where no row of it can be read. */
  async run(
    { id, projectId, bytes, format }: Looked,
    { columns: _columns, ...file }: FileReading,
    said: readonly string[],
  ): Promise<void> {
    const { inputSchema, outputSchema } = await this.directory.get(projectId);
    const source = new SourceFile(this.database, id, bytes);
    const { rows: found, reader } = openRows(source, format, { ...file, columns: {} });
    const rows = await firstRows(found);
    const named = reader?.columns ?? [];
    const columns = [...new Set(named.length > 0 ? named : rows.flatMap((row) => Object.keys(row)))].slice(
      0,
      MAX_COLUMNS,
    );
    const read = readingOf(file, reader, columns);
    const proposal = proposeMapping({ columns, rows, inputSchema, outputSchema, file: read });
    const guessed = [...notesOf(read), ...zoneNotes(proposal.reading.columns, rows), ...(reader?.notes ?? [])];
    const notes = [...new Set([...said.filter((note) => !note.startsWith(READ_AS)), ...guessed])];
    await this.unitOfWork.run((tx) =>
      tx.query(
        `update label_import set state = 'uploaded', format = $2, byte_count = $3, columns = $4, proposal = $5, notes = $6 where id = $1`,
        [id, format, bytes, JSON.stringify(columns), JSON.stringify(proposal), JSON.stringify(notes)],
      ),
    );
  }
}

/** @throws BrokenFile where there is none. */
async function firstRows(found: AsyncIterable<FileRow>): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  let problem = '';
  for await (const one of found) {
    if ('row' in one) rows.push(one.row);
    else if (problem === '') problem = ` Row ${one.number} ${one.problem}.`;
    if (rows.length >= LOOKED_AT_ROWS) break;
  }
  if (rows.length === 0) throw new BrokenFile(`There is no row in it that could be read.${problem}`);
  return rows;
}

/** What was said of a file, and what its first rows say. */
function readingOf(file: Omit<FileReading, 'columns'>, reader: RowReader | null, columns: readonly string[]) {
  const isTable = reader instanceof TableReader;
  const isOwn = isTable && columns.some((column) => column.startsWith(OWN_COLUMN));
  return {
    ...file,
    ...(isTable && { separator: reader.separator }),
    ...(file.guarded === undefined && isOwn && { guarded: true }),
  };
}

const READ_AS = 'It is read as ';

function notesOf({ encoding, guarded }: Omit<FileReading, 'columns'>): string[] {
  return [
    ...(encoding === undefined || encoding === 'utf-8' ? [] : [`${READ_AS}${ENCODING_WORDS[encoding]}.`]),
    ...(guarded === true
      ? ['Its texts have a quotation mark before what looks like a formula, which is taken off.']
      : []),
  ];
}
