import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashUniform } from './index.js';

it('is the first 13 hexadecimal digits of SHA-256, whatever the texts and whatever was drawn before', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constantFrom('audit', 'canary', 'ünusual'),
      fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 300 })),
      (salt, purpose, key) => {
        const hex = bytesToHex(sha256(utf8ToBytes(`${salt}\0${purpose}\0${key}`))).slice(0, 13);
        expect(hashUniform({ salt, purpose, key })).toBe(Number.parseInt(hex, 16) / 2 ** 52);
      },
    ),
    { numRuns: 2000 },
  ));
