import type { FieldError } from '@handrail/shared/contracts';
import type { OnnxColumn, OnnxConfig, ProjectSchemas } from '@handrail/shared/deciders';
import type { InputField } from '@handrail/shared/schema';
import type { OnnxDescription, OnnxValue } from './onnx-file.js';

/** A mapping that fits, or everything that keeps the file from being asked about this project's cases. */
export type Proposal =
  | { readonly config: OnnxConfig; readonly errors: readonly [] }
  | { readonly config: null; readonly errors: readonly FieldError[] };

const NUMBERS = new Set(['float32', 'float64', 'int64', 'int32', 'bool']);
/** Operators whose scores are probabilities already. */
const PROBABILITIES = new Set([
  'Softmax',
  'Sigmoid',
  'Normalizer',
  'ZipMap',
  'LinearClassifier',
  'TreeEnsembleClassifier',
  'SVMClassifier',
]);

/** How many numbers or texts an input takes of one case; undefined where its shape is of something else than a row. */
export function widthOf({ shape }: OnnxValue): number | undefined {
  const [first, ...rest] = shape;
  if (first === undefined || (typeof first === 'number' && first > 1)) return undefined;
  if (rest.length > 1) return undefined;
  const [width = 1] = rest;
  return typeof width === 'number' ? width : undefined;
}

/** Finds out which fields an uploaded model wants, by the names and shapes of its inputs, and what its outputs mean. */
export function proposeMapping(file: OnnxDescription, schemas: ProjectSchemas): Proposal {
  const errors: FieldError[] = [];
  const inputs = file.inputs.flatMap((input, index) => {
    const columns = columnsFor(input, file.inputs, schemas.inputSchema.fields);
    if (typeof columns !== 'string') return [{ name: input.name, columns }];
    errors.push({ pointer: `/inputs/${index}`, detail: columns });
    return [];
  });
  const output = outputFor(file, schemas);
  if (typeof output === 'string') errors.push({ pointer: '/output', detail: output });
  if (errors.length > 0 || typeof output === 'string') return { config: null, errors };
  return { config: { inputs, output, timeoutMs: 2000 }, errors: [] };
}

/** Columns, or why there are none. */
function columnsFor(input: OnnxValue, all: readonly OnnxValue[], fields: readonly InputField[]): OnnxColumn[] | string {
  const width = widthOf(input);
  const is = `the input ${input.name} takes ${input.type} of shape [${input.shape.join(', ')}]`;
  if (width === undefined) return `${is}; a case is one row of fields, so [N], or [N, K] with K columns is expected`;
  const isText = input.type === 'string';
  if (!isText && !NUMBERS.has(input.type)) return `${is}; float, double, int32, int64, bool or string is expected`;
  const fitting = fields.filter(({ type }) =>
    isText ? type === 'text' || type === 'category' : type === 'number' || type === 'boolean' || type === 'date-time',
  );
  if (width === 1) {
    const named = fitting.find(({ name }) => plain(name) === plain(input.name));
    const alone = all.length === 1 && fitting.length === 1 ? fitting[0] : undefined;
    const field = named ?? alone;
    return field
      ? [{ field: field.name }]
      : `${is}, and no ${isText ? 'text or category' : 'number, boolean or date-time'} of this project has that name (there are ${listed(fields)})`;
  }
  return wideColumns(fields, isText, width) ?? `${is}, but the project’s fields make ${widths(fields, isText)}`;
}

function wideColumns(fields: readonly InputField[], isText: boolean, width: number): OnnxColumn[] | undefined {
  return waysToFill(fields, isText).find((columns) => columns.length === width);
}

function waysToFill(fields: readonly InputField[], isText: boolean): OnnxColumn[][] {
  if (isText)
    return [fields.filter(({ type }) => type === 'text' || type === 'category').map(({ name }) => ({ field: name }))];
  const plainOnes = (kinds: readonly string[]): OnnxColumn[] =>
    fields.filter(({ type }) => kinds.includes(type)).map(({ name }) => ({ field: name }));
  const oneHot = fields.flatMap((field): OnnxColumn[] => {
    if (field.type === 'number' || field.type === 'boolean') return [{ field: field.name }];
    if (field.type !== 'category') return [];
    return (field.values ?? []).map((value) => ({ field: field.name, is: value }));
  });
  return [plainOnes(['number', 'boolean']), oneHot, plainOnes(['number'])];
}

function widths(fields: readonly InputField[], isText: boolean): string {
  if (isText) return `${waysToFill(fields, true)[0]?.length ?? 0} texts and categories`;
  const [plainWay = [], oneHot = []] = waysToFill(fields, false);
  return `${plainWay.length} numbers (number and boolean fields), or ${oneHot.length} with each value of the categories as 0 or 1; state the columns in \`mapping\``;
}

function outputFor(file: OnnxDescription, { outputSchema }: ProjectSchemas): OnnxConfig['output'] | string {
  const numeric = file.outputs.filter(({ type }) => type === 'map' || type === 'float32' || type === 'float64');
  if (outputSchema.kind === 'number') {
    const [name] = numeric.map((output) => output.name);
    return name === undefined ? 'the model gives no number' : { kind: 'number', name };
  }
  if (outputSchema.kind !== 'label')
    return 'an ONNX model answers with one label or a number; this project asks for something else';
  const labels = outputSchema.labels.map(({ value }) => value);
  const scores = numeric.find(({ type, shape, name }) => type === 'map' || isScores(shape.at(-1), name, labels.length));
  if (scores) return scoresOutput(file, scores, labels);
  const label = file.outputs.find(({ type }) => type === 'string');
  if (label) return { kind: 'label', name: label.name };
  return `none of the outputs (${file.outputs.map(({ name, type, shape }) => `${name}: ${type} [${shape.join(', ')}]`).join('; ')}) is a score for each of the ${labels.length} labels, one score for two labels, or a label`;
}

function isScores(last: number | string | undefined, name: string, labels: number): boolean {
  if (typeof last === 'string') return /prob|score|logit|output/i.test(name);
  return last === labels || (labels === 2 && (last === 1 || last === undefined));
}

function scoresOutput(
  file: OnnxDescription,
  scores: OnnxValue,
  labels: readonly string[],
): OnnxConfig['output'] | string {
  const { classes } = file;
  const known = classes !== null && classes.length === labels.length && classes.every((name) => labels.includes(name));
  if (classes !== null && !known && classes.some((name) => !/^-?\d+$/.test(name)))
    return `the model tells ${classes.join(', ')} apart, the project asks for ${labels.join(', ')}; state the labels in the order of the scores in \`mapping\``;
  const isProbability = scores.type === 'map' || PROBABILITIES.has(scores.madeBy);
  const activation = isProbability ? 'none' : scores.shape.at(-1) === 1 ? 'sigmoid' : 'softmax';
  return { kind: 'scores', name: scores.name, activation, labels: known ? [...classes] : [...labels] };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function listed(fields: readonly InputField[]): string {
  return fields.map(({ name, type }) => `${name}: ${type}`).join(', ');
}

/** What a stated mapping has that the file or the project has not. */
export function mappingErrors(
  config: OnnxConfig,
  file: OnnxDescription,
  { inputSchema, outputSchema }: ProjectSchemas,
): FieldError[] {
  const fields = new Set(inputSchema.fields.map(({ name }) => name));
  const errors: FieldError[] = [];
  for (const input of file.inputs) {
    const index = config.inputs.findIndex(({ name }) => name === input.name);
    const columns = config.inputs[index]?.columns;
    if (!columns) errors.push({ pointer: '/inputs', detail: `the model’s input ${input.name} is missing` });
    else if (columns.length !== widthOf(input))
      errors.push({
        pointer: `/inputs/${index}/columns`,
        detail: `${input.name} takes ${widthOf(input) ?? 'no row of'} columns (shape [${input.shape.join(', ')}]), here are ${columns.length}`,
      });
    columns?.forEach(({ field }, at) => {
      if (!fields.has(field))
        errors.push({
          pointer: `/inputs/${index}/columns/${at}/field`,
          detail: `${field} is not a field of this project`,
        });
    });
  }
  config.inputs.forEach(({ name }, index) => {
    if (!file.inputs.some((input) => input.name === name))
      errors.push({ pointer: `/inputs/${index}/name`, detail: `the model has no input ${name}` });
  });
  if (!file.outputs.some(({ name }) => name === config.output.name))
    errors.push({ pointer: '/output/name', detail: `the model has no output ${config.output.name}` });
  if (config.output.kind === 'scores') {
    const labels = outputSchema.kind === 'label' ? outputSchema.labels.map(({ value }) => value) : [];
    config.output.labels.forEach((label, at) => {
      if (!labels.includes(label))
        errors.push({ pointer: `/output/labels/${at}`, detail: `${label} is not a label of this project` });
    });
  }
  return errors;
}
