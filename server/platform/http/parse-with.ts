import type { z } from 'zod';
import type { FieldError } from '@handrail/shared/contracts';
import { invalid } from './problem-error.js';

/** Checks a body with its schema; a misfit is a 422 that names every bad field by its JSON pointer. */
export function parseWith<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(toFieldErrors);
  throw invalid(`${errors.length === 1 ? 'One value does' : `${errors.length} values do`} not fit.`, errors);
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const pointer = pointerOf(issue.path);
  // Of a name that cannot be one the library says only that it is invalid; the reason is inside.
  if (issue.code === 'invalid_key') return [{ pointer, detail: issue.issues[0]?.message ?? issue.message }];
  if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: issue.message }];
  return issue.keys.map((key) => ({ pointer: `${pointer}${pointerOf([key])}`, detail: 'is not known here' }));
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
