import type { Dispatcher } from 'undici';
import { heardElsewhere } from '../failures/index.js';
import type { AddressRules } from './address-rules.js';
import { guardedPool, RefusedAddress } from './guarded-pool.js';

const TIMEOUT_MS = 15_000;
const MOST_BYTES = 20_000_000;
const MOST_REDIRECTS = 3;

/** Why a medium was not fetched, in words without its address. `isHostAway`: nobody answered, or not in time. */
export class UnfetchedMedium extends Error {
  constructor(
    message: string,
    readonly isHostAway = false,
  ) {
    super(message);
  }
}

/**
 * Fetches a medium: at most 20 MB within 15 s, over at most three redirects, from addresses that the operator allows; each
 * redirect is judged again. @throws UnfetchedMedium.
 */
export async function fetchMedium(url: string, rules: AddressRules, stop: AbortSignal): Promise<Uint8Array> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    let next = new URL(url);
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const answer = await fetchOnce(next, rules, signal);
      if (answer instanceof Uint8Array) return answer;
      next = new URL(answer.location, next);
      if (!/^https?:$/.test(next.protocol)) throw new UnfetchedMedium('it redirects to what is not the web');
    }
    throw new UnfetchedMedium('it redirects again and again');
  } catch (error) {
    if (error instanceof UnfetchedMedium) throw error;
    if (error instanceof RefusedAddress) throw new UnfetchedMedium('a private or local address, which is refused');
    throw new UnfetchedMedium(signal.aborted ? 'not there in time' : 'the server cannot be reached', true);
  }
}

async function fetchOnce(
  url: URL,
  rules: AddressRules,
  signal: AbortSignal,
): Promise<Uint8Array | { readonly location: string }> {
  const pool = guardedPool(url.origin, { rules, connections: 1 });
  try {
    const path = `${url.pathname}${url.search}`;
    const answer = await pool.request({ method: 'GET', path, headers: { 'user-agent': 'Handrail' }, signal });
    const { statusCode: status, headers } = answer;
    if (status >= 300 && status < 400 && typeof headers['location'] === 'string') {
      letGo(answer.body);
      return { location: headers['location'] };
    }
    if (status !== 200) {
      letGo(answer.body);
      throw new UnfetchedMedium(`HTTP ${status}`);
    }
    return await readCapped(answer);
  } finally {
    await pool.destroy();
  }
}

async function readCapped({ body, headers }: Dispatcher.ResponseData): Promise<Uint8Array> {
  const tooLong = (): UnfetchedMedium => new UnfetchedMedium(`larger than ${MOST_BYTES / 1e6} MB`);
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES) {
    letGo(body);
    throw tooLong();
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES) throw tooLong();
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A stream that is given up says so as an error, which nobody else waits for. */
function letGo(body: Dispatcher.ResponseData['body']): void {
  heardElsewhere(body).destroy();
}
