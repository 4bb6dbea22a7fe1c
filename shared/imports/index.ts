/**
 * Labelled data from elsewhere: what a file's columns become, and how a row is read by that. Pure; the server streams the
 * files and stores the rows.
 */
export {
  BAD_ROW_RULES,
  IMPORT_FORMATS,
  IMPORT_PURPOSES,
  importMappingSchema,
  importSettingsSchema,
  type BadRowRule,
  type ImportFormat,
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
export { proposeMapping } from './propose-mapping.js';
export { readInstant } from './read-instant.js';
