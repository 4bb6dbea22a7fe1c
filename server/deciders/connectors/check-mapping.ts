import type { FieldError } from '@handrail/shared/contracts';
import type { HttpConfig } from '@handrail/shared/deciders';
import { whyNotExpression } from '../programs/jsonata-expression.js';

/** The JSONata expressions of a `json` configuration that cannot be used, with pointers into the configuration. */
export function checkMapping(config: HttpConfig): FieldError[] {
  if (config.protocol !== 'json') return [];
  return Object.entries(config.mapping).flatMap(([part, expression = '']) => {
    const detail = expression === '' ? undefined : whyNotExpression(expression);
    return detail === undefined ? [] : [{ pointer: `/mapping/${part}`, detail }];
  });
}
