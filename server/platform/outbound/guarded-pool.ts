import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector, Pool } from 'undici';
import type { AddressRules } from './address-rules.js';

export type Resolver = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;
export const systemResolver: Resolver = (host, done) => resolve(host, { all: true, verbatim: true }, done);

/** The address is one that the operator has not allowed; nothing was sent to it. */
export class RefusedAddress extends Error {
  constructor(host: string) {
    super(
      `${host} is a private or local address, which is refused; the operator can allow it with HANDRAIL_ALLOW_PRIVATE_ADDRESSES`,
    );
  }
}

/**
 * Connections to one origin, kept open, at most `connections` at a time. The address is judged where the connection is
 * made, from the very answer of the name server that is connected to, so a name that changes its address between two
 * questions gains nothing; and once more on the open socket before a byte is sent.
 */
export function guardedPool(
  origin: string,
  { rules, connections, resolver = systemResolver }: { rules: AddressRules; connections: number; resolver?: Resolver },
): Pool {
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    lookup: guardedLookup(rules, resolver),
    keepAlive: true,
  });
  return new Pool(origin, {
    connections,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, '');
      // An address needs no name server, so it passes no lookup.
      if (isIP(host) !== 0 && !rules.allows(host, host)) return callback(new RefusedAddress(host), null);
      connect(options, (...[error, socket]) => {
        if (error) return callback(error, null);
        if (rules.allows(host, remoteOf(socket))) return callback(null, socket);
        socket.destroy();
        callback(new RefusedAddress(host), null);
      });
    },
  });
}

function remoteOf(socket: Socket): string {
  return socket.remoteAddress ?? '';
}

function guardedLookup(rules: AddressRules, resolver: Resolver): LookupFunction {
  return (host, options, done) => {
    resolver(host, (error, addresses) => {
      if (error) return done(error, []);
      const allowed = addresses.filter(({ address }) => rules.allows(host, address));
      const [first] = allowed;
      if (!first) return done(new RefusedAddress(host), []);
      if (options.all === true) return done(null, allowed);
      done(null, first.address, first.family);
    });
  };
}
