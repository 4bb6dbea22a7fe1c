/**
 * Labelled data from elsewhere: what a file's columns become, and how a row is read by that. Pure; the server streams the
 * files and stores the rows.
 */
export {
  BAD_ROW_RULES,
  IMPORT_FORMATS,
  IMPORT_PURPOSES,
  importHintSchema,
  importMappingSchema,
  importSettingsSchema,
  type BadRowRule,
  type ImportFormat,
  type ImportHint,
  type ImportMapping,
  type ImportPurpose,
  type ImportSettings,
} from './settings.js';
export {
  importRow,
  importRows,
  type ImportContext,
  type ImportedRow,
  type RowError,
  type RowRead,
  type SourceRow,
} from './import-row.js';
export {
  isSameCase,
  rowOfKnownCase,
  type AnswerBefore,
  type KeyedBefore,
  type KeyedOutcome,
  type KeyedRow,
} from './keyed-row.js';
export { proposeMapping } from './propose-mapping.js';
export { readInstant } from './read-instant.js';
export { readAnswer, type AnswerRead } from './read-answer.js';
export { readCell, type CellRead } from './read-cell.js';
export { formatOfNumbers, NUMBER_FORMATS, readNumber, type NumberFormat, type NumberRead } from './number-format.js';
export {
  columnReadingSchema,
  ENCODINGS,
  fileReadingSchema,
  MISSING,
  NO,
  YES,
  ZONES,
  type ColumnReading,
  type Encoding,
  type FileReading,
  type Zone,
} from './column-reading.js';
export { ENCODING_WORDS, EncodingSeen } from './encoding.js';
export { BrokenFile, LONGEST_ROW, MAX_COLUMNS, type FileRow, type RowReader } from './file-row.js';
export { detectSeparator, SEPARATOR_WORDS, SEPARATORS, TableReader, type TableOptions } from './read-table.js';
export { isOneALine, JsonReader, LinesReader, takenApart } from './read-json.js';
export { zoneNotes } from './propose-reading.js';
export { parseExact } from './exact-json.js';
export { endOfString, findRepeatedKey } from './repeated-key.js';
export { readSample, SAMPLE_ROWS, type Sample, type SampleRead, type TableReading } from './read-sample.js';
export {
  caseOfRow,
  fieldNames,
  inferSchema,
  suggestedFields,
  type AnswerSuggestion,
  type InferredColumn,
  type InferredSchema,
} from './infer-schema.js';
