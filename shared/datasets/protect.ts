import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CaseInput } from '../schema/index.js';
import { canonicalJson } from './canonical.js';
import type { Protection } from './definition.js';

const HASH_DIGITS = 32;

/**
 * A case's input as it may leave: fields are kept, left out, replaced by a code, or masked.
 *
 * `hash`: 128 bits of SHA-256 of the project's secret salt, the field and the value: equal values stay equal, nothing
 * else can be told, and other projects' codes differ. `mask`: every letter becomes x (X for a capital), every digit 0,
 * so length and shape stay; numbers become 0, true and false become false.
 */
export function protectInput(
  input: CaseInput,
  protection: Readonly<Record<string, Protection>>,
  salt: string,
): CaseInput {
  const left: Record<string, CaseInput[string]> = {};
  for (const [field, value] of Object.entries(input)) {
    const how = (Object.hasOwn(protection, field) ? protection[field] : undefined) ?? 'keep';
    switch (how) {
      case 'drop':
        break;
      case 'hash':
        left[field] = bytesToHex(sha256(utf8ToBytes(`${salt}\0protect\0${field}\0${canonicalJson(value)}`))).slice(
          0,
          HASH_DIGITS,
        );
        break;
      case 'mask':
        left[field] = masked(value);
        break;
      case 'keep':
        left[field] = value;
    }
  }
  return left;
}

function masked(value: CaseInput[string]): CaseInput[string] {
  if (typeof value === 'number') return 0;
  if (typeof value === 'boolean') return false;
  return value
    .replace(/\p{Lu}/gu, 'X')
    .replace(/[\p{Ll}\p{Lo}\p{Lt}\p{Lm}]/gu, 'x')
    .replace(/\p{N}/gu, '0');
}
