import { PROBLEMS } from '@handrail/shared/contracts';
import { z } from 'zod';

/** Pieces of an OpenAPI document, which is JSON Schema 2020-12 with addresses. */
export type Json = Record<string, unknown>;

export const text: Json = { type: 'string' };
export const instant: Json = { type: 'string', format: 'date-time' };
export const integer: Json = { type: 'integer' };
export const binary: Json = { type: 'string', format: 'binary' };
export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
/** A schema with one type, or null. */
export const nullable = (schema: Json): Json => ({ ...schema, type: [schema['type'], 'null'] });

/** An object that has all of these, and no others. */
export function object(properties: Record<string, Json>, optional: Record<string, Json> = {}): Json {
  return { type: 'object', required: Object.keys(properties), properties: { ...properties, ...optional } };
}

/** `input`: as callers may send it, `output`: as it is answered. */
export function fromZod(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

export const json = (description: string, name: string, headers: Json = {}): Json => ({
  description,
  content: { 'application/json': { schema: ref(name) } },
  headers,
});

/** 400: a request that cannot be read; 415: also a body that came with a Content-Encoding. */
const EVERYWHERE = [400, 401, 403, 404, 408, 415, 431, 503, 507];

/** The refusals that every address has, and these. */
export const problems = (...more: number[]): Json =>
  Object.fromEntries(
    [...EVERYWHERE, ...more].map((status) => [
      status,
      { description: titleOf(status), content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );

function titleOf(status: number): string {
  return Object.values(PROBLEMS).find((problem) => problem.status === status)?.title ?? 'Refused';
}

export const path = (name: string, description: string): Json => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: text,
});
export const PROJECT = path('project', 'The project’s short name.');

export const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: text,
});

export const KEY = header(
  'Idempotency-Key',
  'Repeating a request with its key gives the first answer; another body under it is refused.',
);

export const query = (name: string, schema: Json, description?: string): Json => ({
  name,
  in: 'query',
  required: false,
  ...(description === undefined ? {} : { description }),
  schema,
});
