import type { Dispatcher, Pool } from 'undici';
import { guardedPool, RefusedAddress, wordsOfFailure, type AddressRules } from '../platform/outbound/index.js';

/** Longer than any receiver should take to put a message aside; shorter than the hold on a try. */
const TIMEOUT_MS = 15_000;
/** Of what it answers; nobody needs more than the beginning. */
const MOST_OF_ANSWER = 2000;

export type HttpAnswer = { readonly status: number; readonly retryAfter: string | undefined; readonly text: string };

/** It did not answer; `message` is for whoever set it up and holds nothing that was sent. */
export class NoAnswer extends Error {}

/**
 * What listens at an address that a person typed in: only where the operator lets it be, redirects not followed, one time
 * for all, the beginning of the answer. Close it afterwards.
 */
export class Receiver {
  private readonly pool: Pool;
  private readonly path: string;

  constructor(url: string, rules: AddressRules, connections: number) {
    const { origin, pathname, search } = new URL(url);
    this.path = `${pathname}${search}`;
    this.pool = guardedPool(origin, { rules, connections });
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  /** Posts JSON. @throws NoAnswer */
  async post(body: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<HttpAnswer> {
    const budget = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    try {
      const answer = await this.pool.request({ method: 'POST', path: this.path, headers, body, signal: budget });
      const retryAfter = answer.headers['retry-after'];
      return {
        status: answer.statusCode,
        retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
        text: await beginningOf(answer.body),
      };
    } catch (error) {
      if (error instanceof RefusedAddress) throw new NoAnswer(error.message, { cause: error });
      throw new NoAnswer(budget.aborted ? `no answer within ${TIMEOUT_MS / 1000} s` : wordsOfFailure(error), {
        cause: error,
      });
    }
  }
}

/** Leaving the loop ends the connection: what follows is not even fetched. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  let text = '';
  for await (const chunk of body) {
    text += String(chunk);
    if (text.length >= MOST_OF_ANSWER) break;
  }
  return text.slice(0, MOST_OF_ANSWER);
}
