/**
 * What a project's cases and answers look like: the input schema (fields of a case), the output schema (what can be
 * answered), and the one validation of both that intake, routing, review and the edge share.
 */
export {
  FIELD_TYPES,
  inputFieldSchema,
  inputSchemaSchema,
  PERSONAL_WAYS,
  type FieldType,
  type InputField,
  type InputSchema,
  type PersonalWay,
} from './input-schema.js';
export {
  OUTPUT_KINDS,
  outputSchemaSchema,
  type OutputKind,
  type OutputLabel,
  type OutputSchema,
  type Tolerance,
} from './output-schema.js';
export { agrees, toleranceOf, toleranceWords } from './agrees.js';
export type { FieldError } from './field-error.js';
export { validateInput, validateOutput, type CaseInput, type OutputValue, type Validated } from './validate-value.js';
export { schemaChanges, type SchemaChange, type Schemas } from './schema-change.js';
export { alikeInWords, labelsAlike, type AlikeLabels } from './labels-alike.js';
export { exampleInput } from './example-input.js';
export { own } from './own.js';
export { instantError } from './bounds.js';
export { instantSchema } from './instant.js';
