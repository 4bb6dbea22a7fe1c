import { hash, verify } from '@node-rs/argon2';
import { invalid } from '../platform/http/index.js';

const MIN_LENGTH = 10;
const MAX_LENGTH = 200;
/** argon2id with OWASP's first recommendation: 19 MiB, two passes, one lane. */
const SETTINGS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** @throws ProblemError `invalid` for a password that is too short or too long. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < MIN_LENGTH || password.length > MAX_LENGTH) {
    throw invalid(`A password has ${MIN_LENGTH} to ${MAX_LENGTH} characters.`, [
      { pointer: '/password', detail: `must have ${MIN_LENGTH} to ${MAX_LENGTH} characters` },
    ]);
  }
  return hash(password, SETTINGS);
}

export async function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return password.length <= MAX_LENGTH && (await verify(passwordHash, password));
}
