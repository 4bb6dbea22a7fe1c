import {
  checkAgainstSchemas,
  httpConfigSchema,
  rulesConfigSchema,
  type HttpProtocol,
  type RulesConfig,
} from '@handrail/shared/deciders';
import type { FieldError, InputSchema, OutputSchema } from '@handrail/shared/schema';
import type { Connector } from '../lib/generated/graphql';

/** What a form is filled with: the configuration as it will be sent, however unfinished. */
export type ConfigDraft = Readonly<Record<string, unknown>>;
export type VersionDraft = {
  readonly connector: Extract<Connector, 'CALLER' | 'HTTP' | 'RULES'>;
  readonly http: ConfigDraft;
  readonly rules: RulesConfig;
  readonly credential: string;
  readonly modelCard: ConfigDraft;
  /** What stands in a field but is no value of it yet, in words, by pointer: it is neither sent nor forgotten. */
  readonly unfinished: Readonly<Record<string, string>>;
};
type Schemas = { readonly inputSchema: InputSchema; readonly outputSchema: OutputSchema };

/** A configuration of a protocol to begin with: everything that the project's own schema can fill in is filled in. */
export function startOf(protocol: HttpProtocol, { inputSchema, outputSchema }: Schemas): ConfigDraft {
  const texts = inputSchema.fields.filter(({ type }) => type === 'text').map(({ name }) => name);
  const text = texts.map((name) => `{{input.${name}}}`).join('\n');
  const isLabel = outputSchema.kind === 'label' || outputSchema.kind === 'labels';
  const output = isLabel ? { kind: 'scores' } : { kind: 'answer' };
  const common = { protocol, baseUrl: '', auth: { kind: 'none' } };
  switch (protocol) {
    case 'oip_v2':
      return { ...common, model: '', inputs: tensorsOf(inputSchema), output };
    case 'kserve_v1':
      return { ...common, model: '', instance: 'record', output };
    case 'mlflow':
      return { ...common, format: 'dataframe_split', output };
    case 'openai_chat':
      return { ...common, model: '', system: 'You decide cases. Answer with JSON only.', prompt: text || '{{input}}' };
    case 'hf_text_classification':
      return { ...common, path: '/', text, labels: {} };
    case 'json':
      return {
        ...common,
        method: 'POST',
        path: '/predict',
        body: '{{input}}',
        mapping: { value: 'value', confidence: 'confidence' },
      };
  }
}

function tensorsOf({ fields }: InputSchema): unknown[] {
  return fields.map(({ name, type }) => ({
    name,
    datatype: type === 'number' || type === 'boolean' ? 'FP32' : 'BYTES',
    fields: [name],
  }));
}

export function emptyRules({ outputSchema }: Schemas): RulesConfig {
  return { rows: [], otherwise: { value: firstAnswer(outputSchema) } };
}

export function firstAnswer(schema: OutputSchema): RulesConfig['otherwise']['value'] {
  switch (schema.kind) {
    case 'label':
      return schema.labels[0]?.value ?? '';
    case 'labels':
      return [];
    case 'number':
      return schema.minimum ?? 0;
    case 'text':
      return '';
  }
}

/** Everything that is wrong with a draft, by pointers into it; the very schema that the server has. */
export function errorsOf(draft: VersionDraft, schemas: Schemas): FieldError[] {
  const unfinished = Object.entries(draft.unfinished).map(([pointer, detail]) => ({ pointer, detail }));
  return [...unfinished, ...misfitsOf(draft, schemas)];
}

function misfitsOf(draft: VersionDraft, schemas: Schemas): FieldError[] {
  if (draft.connector === 'CALLER') return [];
  const isHttp = draft.connector === 'HTTP';
  const parsed = isHttp ? httpConfigSchema.safeParse(draft.http) : rulesConfigSchema.safeParse(draft.rules);
  if (!parsed.success)
    return parsed.error.issues.map((issue) => ({ pointer: pointerOf(issue.path), detail: detailOf(issue) }));
  const config = isHttp
    ? { http: httpConfigSchema.parse(draft.http) }
    : { rules: rulesConfigSchema.parse(draft.rules) };
  const auth = 'http' in config ? config.http.auth.kind : 'none';
  const needsSecret = auth !== 'none' && draft.credential === '';
  return [
    ...checkAgainstSchemas(config, schemas),
    ...(needsSecret ? [{ pointer: '/credential', detail: 'is needed for this authentication' }] : []),
  ];
}

type Issue = {
  readonly code?: string;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly issues?: unknown;
};

/** What is wrong with a value, as it is said beside its field; the library's own words are for programs. */
function detailOf(issue: Issue): string {
  return issue.message.endsWith('received NaN') ? 'is not a number' : misfitOf(issue);
}

function misfitOf(issue: Issue): string {
  const { code, origin, minimum, maximum, message } = issue;
  if (code === 'invalid_key') {
    const [why] = (issue.issues ?? []) as readonly { readonly message?: string }[];
    return why?.message ?? message;
  }
  if (origin === 'number' && minimum !== undefined) return `is at least ${minimum}`;
  if (origin === 'number' && maximum !== undefined) return `is at most ${maximum}`;
  if (Number(minimum) === 1) return 'is needed';
  return code === 'invalid_type' && issue.path.at(-1) === 'params' ? 'is not an object' : message;
}

/** The server's pointers into what was sent, as pointers into the draft. */
export function inDraft(errors: readonly FieldError[]): FieldError[] {
  // What is wrong with the case that it was tried on is said where it was typed.
  const own = errors.filter(({ pointer }) => !pointer.startsWith('/sample'));
  return own.map(({ pointer, detail }) => ({
    pointer: pointer.replace(/^\/version(?=\/)/, '').replace(/^\/(config|secrets)(?=\/)/, ''),
    detail,
  }));
}

/** The draft on another protocol: where it is, how it is let in and how patient Handrail is stay as they were. */
export function onProtocol({ http, unfinished }: VersionDraft, next: ConfigDraft): Partial<VersionDraft> {
  const kept = Object.entries(http).filter(([name]) => TRANSPORT.has(name));
  const own = Object.entries(next).filter(([name]) => !TRANSPORT.has(name));
  const stays = Object.entries(unfinished).filter(([pointer]) => /^\/(headers|modelCard)/.test(pointer));
  return { http: Object.fromEntries([...own, ...kept]), unfinished: Object.fromEntries(stays) };
}
const TRANSPORT = new Set([
  'baseUrl',
  'auth',
  'headers',
  'timeoutMs',
  'maxConcurrent',
  'retries',
  'breaker',
  'maxResponseBytes',
]);

/** What a version is asked with, of a draft. */
export function bodyOf({ connector, http, rules, credential }: VersionDraft) {
  const { auth } = http as { auth?: { kind?: string } };
  return {
    connector,
    config: connector === 'HTTP' ? http : connector === 'RULES' ? rules : {},
    ...(connector === 'HTTP' && auth?.kind !== 'none' ? { secrets: { credential } } : {}),
  };
}

/** What is registered of a draft. */
export function registrationOf(draft: VersionDraft) {
  return { ...bodyOf(draft), modelCard: draft.modelCard };
}

/** The value at a path of names and places; undefined where there is none. */
export function valueAt(draft: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[part] : undefined),
    draft,
  );
}

/** The draft with another value at a path; undefined takes it away. */
export function withValue(draft: ConfigDraft, path: readonly (string | number)[], value: unknown): ConfigDraft {
  const [first, ...rest] = path;
  if (first === undefined) return draft;
  const next = rest.length === 0 ? value : changed(draft[first], rest, value);
  const { [first]: _before, ...others } = draft;
  return next === undefined ? others : { ...draft, [first]: next };
}

function changed(at: unknown, path: readonly (string | number)[], value: unknown): unknown {
  if (!Array.isArray(at)) return withValue((at ?? {}) as ConfigDraft, path, value);
  const [place, ...rest] = path;
  return at.map((item: unknown, index) => {
    if (index !== place) return item;
    return rest.length === 0 ? value : changed(item, rest, value);
  });
}

export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
