import { Ajv2020, type ValidateFunction } from 'ajv-2020/dist/2020.js';
import { OPENAPI } from '../../server/dist/decisions/openapi.js';

type Json = Record<string, unknown>;
type Content = Readonly<Record<string, { readonly schema?: Json }>>;
type Operation = { readonly responses: Readonly<Record<string, { readonly content?: Content }>> };

const paths = OPENAPI['paths'] as Record<string, Record<string, Operation>>;
/** What is named comes before what may be anything, as OpenAPI has it. */
const templates = Object.keys(paths)
  .map((template) => ({
    template,
    open: template.split('{').length,
    matches: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }))
  .sort((a, b) => a.open - b.open);

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
ajv.addFormat('date-time', RFC_3339);
ajv.addFormat('binary', true);
ajv.addSchema({ $id: 'handrail', components: closed(OPENAPI['components']) }, 'handrail');
ajv.addVocabulary(['components']);
const compiled = new Map<string, ValidateFunction>();

/** What is answered must be described: an object that lists its properties has no others. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isOpen = 'properties' in parts && !('additionalProperties' in parts);
  return isOpen ? { ...parts, additionalProperties: false } : parts;
}

function schemaFor(key: string, schema: Json): ValidateFunction {
  const known = compiled.get(key);
  if (known) return known;
  const text = JSON.stringify(closed(schema)).replaceAll('"#/components/', '"handrail#/components/');
  const validate = ajv.compile(JSON.parse(text) as Json);
  compiled.set(key, validate);
  return validate;
}

export type Answered = {
  readonly method: string;
  /** Path of the address, without the query. */
  readonly path: string;
  readonly status: number;
  readonly type: string;
  /** Undefined where it is not JSON, or was not read. */
  readonly body: unknown;
};

/** The template of the address, and the operation; undefined where there is none. */
function described(method: string, path: string): [template: string, operation: Operation] | undefined {
  const template = templates.find(({ matches }) => matches.test(path))?.template ?? '';
  const operation = paths[template]?.[method === 'HEAD' ? 'get' : method.toLowerCase()];
  return operation && [template, operation];
}

/** How an answer of REST differs from /openapi.json; undefined where it does not. */
export function whyUndescribed(answered: Answered): string | undefined {
  const { method, path, status, type } = answered;
  const found = described(method, path);
  // What there is not is refused, in whatever way.
  if (!found) return status >= 400 || method === 'OPTIONS' ? undefined : 'is not in /openapi.json';
  const [template, { responses }] = found;
  const response = responses[status];
  if (!response) return `may not answer ${status}`;
  const content = response.content ?? {};
  const [media = ''] = type.split(';');
  if (method === 'HEAD' || Object.keys(content).length === 0) return undefined;
  const as = content[media] ?? content['*/*'];
  if (!as) return `may not answer ${status} in ${media}`;
  if (!as.schema) return undefined;
  return whyUnlike(answered, schemaFor(`${method} ${template} ${status} ${media}`, as.schema));
}

function whyUnlike({ status, body }: Answered, validate: ValidateFunction): string | undefined {
  if (body === undefined || validate(body)) return undefined;
  const { errors } = validate;
  const first = JSON.stringify(errors?.[0]?.params);
  return `answers ${status} otherwise than described: ${ajv.errorsText(errors, { dataVar: '' })} ${first}`;
}
