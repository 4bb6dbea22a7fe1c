import { createHash } from 'node:crypto';
import { fetchMedium, UnfetchedMedium, type AddressRules } from '../../platform/outbound/index.js';
import { mediumType, type MediumType } from './medium-type.js';

/** After so many in a row that did not come at all, a host is not asked again: each would take its whole time. */
const MOST_AWAY = 8;

export type Medium = MediumType & { readonly sha256: string; readonly size: number };
/** Why there is none, in words without its address. */
export type Missing = { readonly reason: string };
/** `bytes`: only with the first that has this address. */
export type Fetched = { readonly found: Medium | Missing; readonly bytes?: Uint8Array };

/** Media of one archive, each address asked once. Never throws for what comes, or does not. */
export class FetchMedia {
  private readonly asked = new Map<string, Promise<Medium | Missing>>();
  private readonly away = new Map<string, number>();

  constructor(
    private readonly rules: AddressRules,
    private readonly stop: AbortSignal,
  ) {}

  async get(address: string, kind: 'image' | 'audio'): Promise<Fetched> {
    const key = `${kind} ${address}`;
    const before = this.asked.get(key);
    if (before) return { found: await before };
    const fetched = this.fetch(address, kind);
    this.asked.set(
      key,
      fetched.then(({ found }) => found),
    );
    return fetched;
  }

  private async fetch(address: string, kind: 'image' | 'audio'): Promise<Fetched> {
    if (!/^https?:/i.test(address) || !URL.canParse(address)) return missing('not an address on the web');
    const { origin } = new URL(address);
    if ((this.away.get(origin) ?? 0) >= MOST_AWAY)
      return missing(`not asked for: its host had not answered ${MOST_AWAY} times in a row`);
    try {
      const bytes = await fetchMedium(address, this.rules, this.stop);
      this.away.delete(origin);
      const type = mediumType(bytes, kind);
      if (!type) return missing(`not a ${kind === 'image' ? 'picture' : 'recording'} of a known kind`);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { found: { ...type, sha256, size: bytes.length }, bytes };
    } catch (error) {
      if (!(error instanceof UnfetchedMedium)) throw error;
      if (error.isHostAway) this.away.set(origin, (this.away.get(origin) ?? 0) + 1);
      else this.away.delete(origin);
      return missing(error.message);
    }
  }
}

function missing(reason: string): Fetched {
  return { found: { reason } };
}
