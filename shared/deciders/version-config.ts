import { z } from 'zod';
import type { FieldError, InputSchema, OutputSchema } from '../schema/index.js';
import type { AnswerMapping, HttpConfig } from './http-config.js';
import { checkRules } from './check-rules.js';
import type { RulesConfig } from './rules.js';
import { fieldsOfTemplate } from './template.js';

export type ProjectSchemas = { readonly inputSchema: InputSchema; readonly outputSchema: OutputSchema };

/** What is kept encrypted of a version: the token, password or header's value that its `auth` speaks of. */
export const secretsSchema = z.strictObject({
  credential: z
    .string()
    .min(1)
    .max(8000)
    .regex(/^[\x20-\x7e]+$/, 'visible ASCII characters only')
    .optional(),
});
export type VersionSecrets = z.output<typeof secretsSchema>;

/**
 * Everything in a version's configuration that does not fit the project it is for, with pointers into the configuration:
 * fields that are not there, labels that cannot be answered.
 */
export function checkAgainstSchemas(
  config: { readonly http: HttpConfig } | { readonly rules: RulesConfig },
  schemas: ProjectSchemas,
): FieldError[] {
  return 'rules' in config ? checkRules(config.rules, schemas) : checkHttp(config.http, schemas);
}

function checkHttp(config: HttpConfig, { inputSchema, outputSchema }: ProjectSchemas): FieldError[] {
  const known = new Set(inputSchema.fields.map(({ name }) => name));
  const unknownFields = fieldsOf(config).flatMap(([pointer, name]): FieldError[] =>
    known.has(name) ? [] : [{ pointer, detail: `${name} is not a field of this project` }],
  );
  return [...unknownFields, ...checkLabels(config, outputSchema)];
}

function fieldsOf(config: HttpConfig): (readonly [pointer: string, field: string])[] {
  const inTemplate = (pointer: string, template: Parameters<typeof fieldsOfTemplate>[0]) =>
    fieldsOfTemplate(template).map((name) => [pointer, name] as const);
  switch (config.protocol) {
    case 'oip_v2':
      return config.inputs.flatMap(({ fields }, at) =>
        fields.map((name, place) => [`/inputs/${at}/fields/${place}`, name] as const),
      );
    case 'kserve_v1':
    case 'mlflow':
      return (config.columns ?? []).map(({ field }, at) => [`/columns/${at}/field`, field] as const);
    case 'openai_chat':
      return inTemplate('/prompt', config.prompt);
    case 'hf_text_classification':
      return inTemplate('/text', config.text);
    case 'json':
      return [...inTemplate('/body', config.body), ...inTemplate('/path', config.path)];
  }
}

function checkLabels(config: HttpConfig, schema: OutputSchema): FieldError[] {
  switch (config.protocol) {
    case 'oip_v2':
    case 'kserve_v1':
    case 'mlflow':
      return mappingErrors(config.output, schema);
    case 'hf_text_classification':
      if (schema.kind !== 'label' && schema.kind !== 'labels')
        return [{ pointer: '/protocol', detail: 'classifies text, but this project does not ask for labels' }];
      return Object.entries(config.labels).flatMap(([theirs, ours]) =>
        labelErrors(schema, ours, `/labels/${theirs.replaceAll('~', '~0').replaceAll('/', '~1')}`),
      );
    case 'openai_chat':
    case 'json':
      return [];
  }
}

function mappingErrors(mapping: AnswerMapping, schema: OutputSchema): FieldError[] {
  if (mapping.kind === 'answer')
    return (mapping.labels ?? []).flatMap((label, at) => labelErrors(schema, label, `/output/labels/${at}`));
  if (schema.kind !== 'label' && schema.kind !== 'labels')
    return [{ pointer: '/output/kind', detail: 'scores are of labels, and this project does not ask for labels' }];
  if (mapping.kind === 'binary')
    return [
      ...labelErrors(schema, mapping.positive, '/output/positive'),
      ...labelErrors(schema, mapping.negative, '/output/negative'),
    ];
  return (mapping.labels ?? []).flatMap((label, at) => labelErrors(schema, label, `/output/labels/${at}`));
}

function labelErrors(schema: OutputSchema, label: string, pointer: string): FieldError[] {
  if (schema.kind !== 'label' && schema.kind !== 'labels')
    return [{ pointer, detail: 'this project does not ask for labels' }];
  const isKnown = schema.labels.some(({ value }) => value === label);
  return isKnown ? [] : [{ pointer, detail: `${label} is not a label of this project` }];
}
