import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { ProblemError } from '../platform/http/index.js';

/** Wrong passwords in five minutes: for one address from one client, for one address from anywhere, from one client. */
const LIMITS = { pair: 8, address: 40, client: 100 };
const WINDOW_MS = 5 * 60_000;
const MAX_KEPT = 30_000;

type Attempt = { readonly giveBack: () => void };

/**
 * Slows down guessing. An attempt is counted before the password is checked and given back when it was right, so that a
 * thousand at the same moment do not all pass. Per process, bounded. A stranger who guesses at an address locks out their
 * own client long before its owner's.
 */
@Injectable()
export class SignInLimit {
  private readonly kept = new Map<string, { count: number; readonly since: number }>();

  constructor(private readonly clock: Clock) {}

  /** @throws ProblemError `too-many-requests`, without counting. */
  take(email: string, client: string): Attempt {
    const address = email.trim().toLowerCase().slice(0, 254);
    const now = this.clock.now().getTime();
    const counted = [
      [`${client} ${address}`, LIMITS.pair],
      [`address ${address}`, LIMITS.address],
      [`client ${client}`, LIMITS.client],
    ] as const;
    for (const [key, limit] of counted) this.refuseOver(key, limit, now);
    for (const [key] of counted) this.count(key, now);
    return {
      giveBack: () => {
        for (const [key] of counted) this.uncount(key);
      },
    };
  }

  private refuseOver(key: string, limit: number, now: number): void {
    const seen = this.kept.get(key);
    if (!seen || seen.count < limit) return;
    const left = seen.since + WINDOW_MS - now;
    if (left <= 0) {
      this.kept.delete(key);
      return;
    }
    const retryAfter = Math.ceil(left / 1000);
    throw new ProblemError('too-many-requests', `Too many wrong passwords; try again in ${retryAfter} seconds.`, {
      retryAfter,
    });
  }

  private count(key: string, now: number): void {
    const seen = this.kept.get(key);
    if (seen && now - seen.since < WINDOW_MS) seen.count += 1;
    else this.kept.set(key, { count: 1, since: now });
    const oldest = this.kept.keys().next().value;
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }

  private uncount(key: string): void {
    const seen = this.kept.get(key);
    if (seen) seen.count = Math.max(0, seen.count - 1);
  }
}
