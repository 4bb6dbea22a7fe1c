import { SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { invalid } from '../http/index.js';

export const HEARS_KEY = 'handrail:idempotency-key';

/**
 * How a route that is posted to takes an Idempotency-Key. `key`: repeating a request with its key gives the first answer.
 * `nature`: it makes nothing, or the same twice, so a key changes nothing. What states neither refuses the header.
 */
export function Idempotent(by: 'key' | 'nature'): CustomDecorator {
  return SetMetadata(HEARS_KEY, by);
}

/** Who sends a key relies on it: a route that would not hear it says so. @throws ProblemError `invalid` */
export function refuseUnheardKey(context: ExecutionContext, headers: Readonly<Record<string, unknown>>): void {
  if (headers['idempotency-key'] === undefined || context.getType<string>() !== 'http') return;
  const { method } = context.switchToHttp().getRequest<{ method: string }>();
  if (method !== 'POST' || Reflect.getMetadata(HEARS_KEY, context.getHandler()) !== undefined) return;
  const detail = 'This address takes no Idempotency-Key: a repeated request would be carried out again.';
  throw invalid(`${detail} Send it without the header, once you know whether the first one was.`);
}
