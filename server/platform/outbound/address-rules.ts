import { BlockList, isIP } from 'node:net';

/**
 * Addresses that the public internet does not reach (IANA's special-purpose registries): private, loopback, link-local
 * with the clouds' metadata services, carrier-grade NAT, documentation, multicast, and what wraps an IPv4 address.
 */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '::1/128',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

const notPublic = listOf(NOT_PUBLIC);

/** Which addresses may be asked: all public ones, and those that the operator has allowed by host, address or range. */
export class AddressRules {
  private readonly hosts: ReadonlySet<string>;
  private readonly ranges: BlockList;

  /** `allowed`: host names, IP addresses and CIDR ranges. */
  constructor(allowed: readonly string[]) {
    const isAddress = (entry: string): boolean => isIP(entry.split('/')[0] ?? '') !== 0;
    this.hosts = new Set(allowed.filter((entry) => !isAddress(entry)).map((host) => host.toLowerCase()));
    this.ranges = listOf(allowed.filter(isAddress));
  }

  /** `address`: what `host` was resolved to just now, or the host itself where that is an address. */
  allows(host: string, address: string): boolean {
    const plain = unwrapped(address);
    if (isIP(plain) === 0) return false;
    return this.hosts.has(host.toLowerCase()) || isIn(this.ranges, plain) || !isIn(notPublic, plain);
  }
}

/** An IPv4 address that is written as IPv6 (`::ffff:127.0.0.1`, `::ffff:7f00:1`) is judged as what it is; no zone. */
function unwrapped(address: string): string {
  const plain = address.replace(/^\[|\]$/g, '').split('%')[0] ?? '';
  const mapped = /^(?:0*:)*:?ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(plain);
  if (!mapped) return plain;
  if (mapped[1] !== undefined) return mapped[1];
  const [high, low] = [parseInt(mapped[2] ?? '0', 16), parseInt(mapped[3] ?? '0', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function listOf(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return list;
}
