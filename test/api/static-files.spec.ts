import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestHandrail } from '../support/handrail.js';

let handrail: TestHandrail;
let script: string;
beforeAll(async () => {
  handrail = await TestHandrail.start();
  const page = await get('/', {});
  script = /src="(\/assets\/index-[^"]+\.js)"/.exec(page.body.toString())?.[1] ?? '';
  expect(script).not.toBe('');
});
afterAll(() => handrail.stop());

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };

/** As it comes over the wire: nothing is unpacked, and no header is added. */
function get(path: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(`${handrail.url}${path}`, { method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    })
      .on('error', reject)
      .end();
  });
}
const plainOf = ({ headers, body }: Answer): string => {
  const encoding = headers['content-encoding'];
  return (encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body).toString();
};

describe.each([
  ['a script', () => script, 'public, max-age=31536000, immutable', /javascript/],
  ['the page', () => '/', 'no-cache', /^text\/html/],
  ['the page of any address', () => '/p/mail/review', 'no-cache', /^text\/html/],
])('%s', (_name, path, caching, type) => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip;q=0.5, br;q=0', 'gzip'],
    ['br;q=0.0, gzip; q=0', undefined],
    ['identity', undefined],
    ['zstd', undefined],
    ['', undefined],
    [null, undefined],
  ])('whoever accepts %j gets it in %s, always of the same content', async (accepted, encoding) => {
    const answer = await get(path(), accepted === null ? {} : { 'accept-encoding': accepted });
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, encoding]);
    expect(answer.headers['cache-control']).toBe(caching);
    expect(answer.headers['content-type']).toMatch(type);
    expect(String(answer.headers['vary']).toLowerCase()).toContain('accept-encoding');
    expect(Number(answer.headers['content-length'])).toBe(answer.body.length);
    const plain = await get(path(), { 'accept-encoding': 'identity' });
    expect(plainOf(answer)).toBe(plain.body.toString());
    if (encoding) expect(answer.body.length).toBeLessThan(plain.body.length);
  });

  it('costs nothing again as long as it is unchanged, in each encoding', async () => {
    const tags = new Set<unknown>();
    for (const accepted of ['br', 'gzip', 'identity']) {
      const first = await get(path(), { 'accept-encoding': accepted });
      const etag = String(first.headers['etag']);
      tags.add(etag);
      const again = await get(path(), { 'accept-encoding': accepted, 'if-none-match': etag });
      expect([again.status, again.body.length, again.headers['etag']]).toEqual([304, 0, etag]);
      const other = await get(path(), { 'accept-encoding': accepted, 'if-none-match': '"of another build"' });
      expect(other.status).toBe(200);
      const any = await get(path(), { 'accept-encoding': accepted, 'if-none-match': `"x", ${etag}` });
      expect(any.status).toBe(304);
    }
    // Each encoding is another thing to a cache.
    expect(tags.size).toBe(3);
  });

  it.each(['br', 'gzip', 'identity'])('HEAD tells in %s what GET would send', async (accepted) => {
    const [head, full] = [
      await get(path(), { 'accept-encoding': accepted }, 'HEAD'),
      await get(path(), { 'accept-encoding': accepted }),
    ];
    expect([head.status, head.body.length]).toEqual([200, 0]);
    for (const name of ['content-length', 'content-encoding', 'etag', 'content-type', 'cache-control', 'vary'])
      expect([name, head.headers[name]]).toEqual([name, full.headers[name]]);
  });
});

it('a part of a script can be asked for, and is a part of what was named', async () => {
  const whole = await get(script, { 'accept-encoding': 'identity' });
  const part = await get(script, { 'accept-encoding': 'identity', range: 'bytes=0-99' });
  expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 0-99/${whole.body.length}`]);
  expect(part.body.equals(whole.body.subarray(0, 100))).toBe(true);
});

it.each(['/assets/nothing-here.js', '/assets/..%2f..%2fpackage.json', '/assets/'])(
  'what is not there (%s) is not the page, and nobody keeps that it is not',
  async (path) => {
    const answer = await get(path, { 'accept-encoding': 'br' });
    expect([403, 404]).toContain(answer.status);
    expect(answer.headers['cache-control'] ?? '').not.toContain('immutable');
  },
);

it('everything that the page names is there, compressed and for ever', async () => {
  const page = plainOf(await get('/', {}));
  const named = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(named.length).toBeGreaterThan(1);
  for (const path of named) {
    const { status, headers, body } = await get(path, { 'accept-encoding': 'br' });
    expect([path, status, headers['cache-control']]).toEqual([path, 200, 'public, max-age=31536000, immutable']);
    if (body.length > 1024) expect([path, headers['content-encoding']]).toEqual([path, 'br']);
  }
});
