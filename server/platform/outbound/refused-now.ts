import { isIP } from 'node:net';
import type { AddressRules } from './address-rules.js';
import { RefusedAddress, systemResolver, type Resolver } from './guarded-pool.js';

/** Whoever saves an address does not wait for a slow name server; what is not known then is judged when it is asked. */
const PATIENCE_MS = 2000;

/**
 * Why nothing would be sent to this address as things stand; undefined where something would, or its name cannot be looked
 * up now. For whoever types it in: names may lead elsewhere later, so every connection is judged again.
 */
export async function whyRefusedNow(
  url: string,
  rules: AddressRules,
  resolver: Resolver = systemResolver,
): Promise<string | undefined> {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolved(host, resolver) : [host];
  if (addresses.length === 0 || addresses.some((address) => rules.allows(host, address))) return undefined;
  return new RefusedAddress(host).message;
}

function resolved(host: string, resolver: Resolver): Promise<string[]> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve([]), PATIENCE_MS).unref();
    resolver(host, (error, found) => {
      clearTimeout(timer);
      resolve(error ? [] : found.map(({ address }) => address));
    });
  });
}
