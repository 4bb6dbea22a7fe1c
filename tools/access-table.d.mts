import type { INestApplicationContext } from '@nestjs/common';
import type { AllowRule } from '../server/dist/platform/access/index.js';

/** `name`: of a route its method and path, of a field `Type.field`. */
export type Operation = {
  readonly kind: 'route' | 'query' | 'mutation' | 'subscription' | 'field';
  readonly name: string;
  /** Undefined: it states none. */
  readonly rule: AllowRule | undefined;
};
export type Who = 'stranger' | 'signed in' | 'REVIEWER' | 'DATA_SCIENTIST' | 'ADMIN' | 'owner';

export const PEOPLE: readonly Who[];
export function operationsOf(app: INestApplicationContext): Operation[];
export function letsIn(rule: AllowRule | undefined, who: Who): boolean;
export function scopeOf(rule: AllowRule | undefined): string | undefined;
export function accessPage(operations: readonly Operation[]): string;
