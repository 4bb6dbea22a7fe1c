import { z } from 'zod';
import type { Json } from './template.js';

/**
 * How a version is asked over HTTP: the protocol, where it is, and how much patience it is given. Shapes of requests and
 * answers are those of the protocols' own specifications.
 */
export const HTTP_PROTOCOLS = [
  'oip_v2',
  'kserve_v1',
  'mlflow',
  'openai_chat',
  'hf_text_classification',
  'json',
] as const;
export type HttpProtocol = (typeof HTTP_PROTOCOLS)[number];

/** Tensor types of the Open Inference Protocol. */
export const DATATYPES = [
  'BOOL',
  'UINT8',
  'UINT16',
  'UINT32',
  'UINT64',
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FP16',
  'FP32',
  'FP64',
  'BYTES',
] as const;

const field = z.string().min(1).max(64);
const label = z.string().min(1).max(200);
const labels = z.array(label).min(2).max(500);
const name = z.string().min(1).max(200);
const VISIBLE_ASCII = /^[\x20-\x7e]*$/;
const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
/** What the client itself sets, or what would change whom it talks to. */
const FRAMING = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** What is a secret, so that it belongs to `auth` and is kept encrypted. */
const SECRET = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** The name of a header that goes with every request and is no secret. */
export const headerNameSchema = z
  .string()
  .max(100)
  .regex(TOKEN, 'is not the name of a header')
  .refine((header) => !FRAMING.has(header.toLowerCase()), 'is set by Handrail itself')
  .refine((header) => !SECRET.has(header.toLowerCase()), 'is a secret: give it as the authentication');

const baseUrl = z
  .string()
  .max(2000)
  .refine(isPlainHttpAddress, 'an address that starts with http:// or https://, without a name and password in it')
  // What looks like one may be none: a zone in brackets, a port or a number of an address that is too large.
  .pipe(z.url('an address that can be called'));

function isPlainHttpAddress(address: string): boolean {
  const parts = /^https?:\/\/([^/?#\s]+)(\/[^?#\s]*)?$/i.exec(address);
  return parts !== null && !parts[1]?.includes('@');
}

const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('bearer') }),
  z.strictObject({ kind: z.literal('basic'), username: z.string().max(200).regex(VISIBLE_ASCII) }),
  z.strictObject({
    kind: z.literal('header'),
    name: z
      .string()
      .max(100)
      .regex(TOKEN, 'is not the name of a header')
      .refine((header) => !FRAMING.has(header.toLowerCase()), 'is set by Handrail itself'),
  }),
]);

/** What every protocol has: the address and the limits. Times are milliseconds. */
const transport = {
  baseUrl,
  auth: authSchema.default({ kind: 'none' }),
  /** Further headers that are no secret. */
  headers: z
    .record(headerNameSchema, z.string().max(1000).regex(VISIBLE_ASCII, 'visible ASCII characters only'))
    .refine((given) => Object.keys(given).length <= 20, 'at most 20 headers')
    .default({}),
  /** For one case, retries included. */
  timeoutMs: z.int().min(10).max(120_000).default(5000),
  /** Connections that are kept open, one request on each at a time; what is more waits. */
  maxConcurrent: z.int().min(1).max(256).default(8),
  /** After a connection that broke before any answer, or a 429 or 503 that says when to come again. */
  retries: z.int().min(0).max(5).default(1),
  /** After this many failures in a row it is left alone for `openMs`, then tried with one case. */
  breaker: z
    .strictObject({
      failures: z.int().min(1).max(100).default(5),
      openMs: z.int().min(100).max(600_000).default(10_000),
    })
    .default({ failures: 5, openMs: 10_000 }),
  maxResponseBytes: z.int().min(1000).max(16_000_000).default(1_000_000),
} as const;

/**
 * From a model's output to an answer. `at`, `value` and `confidence` name an output tensor (`oip_v2`) or are JSON pointers
 * into the prediction (`kserve_v1`, `mlflow`); '' is the prediction itself.
 *
 * - `scores`: one number a label, in the order of `labels` (absent: of the project's labels); logits become probabilities.
 * - `binary`: one probability, of the label `positive`.
 * - `answer`: the answer itself, or the index of a label; the confidence stands elsewhere or nowhere.
 */
const answerMappingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scores'),
    at: z.string().max(200).default(''),
    labels: labels.optional(),
    scale: z.enum(['probability', 'logit']).default('probability'),
  }),
  z.strictObject({
    kind: z.literal('binary'),
    at: z.string().max(200).default(''),
    positive: label,
    negative: label,
  }),
  z.strictObject({
    kind: z.literal('answer'),
    value: z.string().max(200).default(''),
    confidence: z.string().max(200).nullable().default(null),
    labels: labels.optional(),
  }),
]);

const columnsSchema = z
  .array(
    z.strictObject({
      column: name,
      field,
      /** `number`: categories by position, times in seconds, truth as 0 and 1. */
      as: z.enum(['value', 'number', 'text']).default('value'),
      missing: z.union([z.string().max(200), z.number(), z.boolean(), z.null()]).default(null),
    }),
  )
  .min(1)
  .max(100)
  .optional();

const json: z.ZodType<Json> = z.json();
const expression = z.string().min(1).max(4000);
const path = z
  .string()
  .max(2000)
  .regex(/^\/[^\s#]*$/, 'a path that starts with /');
const template = z.string().min(1).max(20_000);

export const httpConfigSchema = z.discriminatedUnion('protocol', [
  z.strictObject({
    protocol: z.literal('oip_v2'),
    ...transport,
    model: name,
    modelVersion: name.optional(),
    /** The tensors; each takes one field or, as a row, several. */
    inputs: z
      .array(
        z.strictObject({
          name,
          datatype: z.enum(DATATYPES),
          fields: z.array(field).min(1).max(100),
          /** `row`: shape [1, n]; `list`: shape [n]. */
          shape: z.enum(['row', 'list']).default('row'),
          /** MLServer's hint, for instance `str`. */
          contentType: z.string().max(40).optional(),
          missing: z.union([z.string().max(200), z.number()]).optional(),
        }),
      )
      .min(1)
      .max(50),
    output: answerMappingSchema,
  }),
  z.strictObject({
    protocol: z.literal('kserve_v1'),
    ...transport,
    model: name,
    columns: columnsSchema,
    /** How one instance looks: an object by column, a list of its values, or its only value. */
    instance: z.enum(['record', 'row', 'value']).default('record'),
    output: answerMappingSchema,
  }),
  z.strictObject({
    protocol: z.literal('mlflow'),
    ...transport,
    format: z.enum(['dataframe_split', 'dataframe_records', 'instances', 'inputs']).default('dataframe_split'),
    columns: columnsSchema,
    instance: z.enum(['record', 'row', 'value']).default('record'),
    params: z.record(z.string().min(1).max(100), json).optional(),
    output: answerMappingSchema,
  }),
  z.strictObject({
    protocol: z.literal('openai_chat'),
    ...transport,
    path: path.default('/v1/chat/completions'),
    model: name,
    /** What it is told first. */
    system: template.default('You decide cases. Answer with JSON only.'),
    /** The case as it is told; `{{input.field}}` stands for a field, `{{input}}` for all of it. */
    prompt: template.default('{{input}}'),
    topLogprobs: z.int().min(1).max(20).default(20),
    maxTokens: z.int().min(1).max(4000).default(200),
    /** The older `max_tokens`, or `max_completion_tokens` where a server wants that. */
    maxTokensAs: z.enum(['max_tokens', 'max_completion_tokens']).default('max_tokens'),
  }),
  z.strictObject({
    protocol: z.literal('hf_text_classification'),
    ...transport,
    path: path.default('/'),
    /** The text that is classified. */
    text: template,
    /** Their label → ours, where they differ (`LABEL_0`). */
    labels: z.record(z.string().min(1).max(200), label).default({}),
  }),
  z.strictObject({
    protocol: z.literal('json'),
    ...transport,
    method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
    /** Placeholders in it are encoded. */
    path: path.default('/'),
    /** Sent as it is but for its placeholders; not with GET. */
    body: json.default('{{input}}'),
    healthPath: path.optional(),
    /** JSONata, from their answer. */
    mapping: z.strictObject({
      value: expression,
      confidence: expression.optional(),
      scores: expression.optional(),
      evidence: expression.optional(),
    }),
  }),
]);

export type HttpConfig = z.output<typeof httpConfigSchema>;
export type AnswerMapping = z.output<typeof answerMappingSchema>;
