import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { ProblemError } from '../platform/http/index.js';

const MAX_FAILURES = 8;
const WINDOW_MS = 5 * 60_000;
const MAX_ADDRESSES = 10_000;

/** Slows down guessing: after eight wrong passwords for an address it must wait. Per process, bounded. */
@Injectable()
export class SignInLimit {
  private readonly failures = new Map<string, { count: number; since: number }>();

  constructor(private readonly clock: Clock) {}

  /** @throws ProblemError `too-many-requests`. */
  check(email: string): void {
    const seen = this.failures.get(email.toLowerCase());
    if (!seen || seen.count < MAX_FAILURES) return;
    const left = seen.since + WINDOW_MS - this.clock.now().getTime();
    if (left <= 0) this.failures.delete(email.toLowerCase());
    else {
      const retryAfter = Math.ceil(left / 1000);
      throw new ProblemError('too-many-requests', `Too many wrong passwords; try again in ${retryAfter} seconds.`, {
        retryAfter,
      });
    }
  }

  failed(email: string): void {
    const key = email.toLowerCase();
    const now = this.clock.now().getTime();
    const seen = this.failures.get(key);
    if (seen && now - seen.since < WINDOW_MS) seen.count += 1;
    else this.failures.set(key, { count: 1, since: now });
    const oldest = this.failures.keys().next().value;
    if (this.failures.size > MAX_ADDRESSES && oldest !== undefined) this.failures.delete(oldest);
  }
}
