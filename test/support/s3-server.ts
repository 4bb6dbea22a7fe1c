import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const KEY_ID = 'AKIDEXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const REGION = 'eu-test-1';
const SMALLEST_PART = 5 * 1024 * 1024;

type Stored = { readonly body: Buffer; readonly headers: Record<string, string> };
type Upload = { readonly key: string; readonly headers: Record<string, string>; readonly parts: Map<number, Buffer> };

/**
 * A storage that speaks as much of S3 as a push needs, and takes nothing that is not signed by Signature Version 4 to the
 * letter of its specification: worked out here from the request as it came, without the code that signs.
 */
export class S3Server {
  static readonly accessKeyId = KEY_ID;
  static readonly secretAccessKey = SECRET;
  static readonly region = REGION;
  readonly objects = new Map<string, Stored>();
  readonly uploads = new Map<string, Upload>();
  /** Method and address of every request that was signed well, oldest first. */
  readonly seen: string[] = [];
  /** How many of the next requests that store something are answered 503. */
  failuresLeft = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<S3Server> {
    const server = createServer();
    const storage = new S3Server(server);
    server.on('request', (request, reply) => void storage.answer(request, reply));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return storage;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const wrong = whyUnsigned(request, body);
    if (wrong !== undefined) return refuse(reply, 403, wrong);
    const url = new URL(request.url ?? '', this.endpoint);
    this.seen.push(`${request.method} ${url.pathname}${url.search}`);
    const key = decodeURIComponent(url.pathname).replace(/^\/[^/]+\//, '');
    if (!url.pathname.startsWith('/training/')) return refuse(reply, 404, 'NoSuchBucket');
    if (request.method === 'PUT' && this.failuresLeft > 0) {
      this.failuresLeft -= 1;
      return refuse(reply, 503, 'SlowDown');
    }
    this.act({ request, reply, url, key, body });
  }

  private act({ request, reply, url, key, body }: Asked): void {
    const uploadId = url.searchParams.get('uploadId');
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === 'string' && /^(x-amz-meta-|content-type)/.test(name) ? [[name, value]] : [],
      ),
    );
    if (request.method === 'POST')
      return uploadId === null ? this.begin(reply, key, headers) : this.complete(reply, uploadId, body);
    if (request.method === 'HEAD') return this.head(reply, key);
    if (request.method === 'PUT') {
      const part = Number(url.searchParams.get('partNumber'));
      if (uploadId !== null) this.uploads.get(uploadId)?.parts.set(part, body);
      else this.objects.set(key, { body, headers });
      return void reply.writeHead(200, { etag: tagOf(body) }).end();
    }
    if (uploadId !== null) this.uploads.delete(uploadId);
    else this.objects.delete(key);
    reply.writeHead(204).end();
  }

  private head(reply: ServerResponse, key: string): void {
    const stored = this.objects.get(key);
    if (!stored) return void reply.writeHead(404).end();
    reply.writeHead(200, { ...stored.headers, 'content-length': stored.body.length }).end();
  }

  private begin(reply: ServerResponse, key: string, headers: Record<string, string>): void {
    const id = `upload+${this.seen.length}/=`;
    this.uploads.set(id, { key, headers, parts: new Map() });
    reply.end(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  }

  private complete(reply: ServerResponse, id: string, body: Buffer): void {
    const upload = this.uploads.get(id);
    const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g)];
    const parts = named.map(([, number, tag]) => ({ part: upload?.parts.get(Number(number)), tag }));
    if (!upload || parts.some(({ part, tag }) => !part || tagOf(part) !== tag))
      return refuse(reply, 400, 'InvalidPart');
    if (parts.slice(0, -1).some(({ part }) => (part?.length ?? 0) < SMALLEST_PART))
      return refuse(reply, 400, 'EntityTooSmall');
    const whole = Buffer.concat(parts.flatMap(({ part }) => (part ? [part] : [])));
    this.objects.set(upload.key, { body: whole, headers: upload.headers });
    this.uploads.delete(id);
    reply.end('<CompleteMultipartUploadResult></CompleteMultipartUploadResult>');
  }
}

type Asked = { request: IncomingMessage; reply: ServerResponse; url: URL; key: string; body: Buffer };

function refuse(reply: ServerResponse, status: number, code: string): void {
  reply.writeHead(status, { 'content-type': 'application/xml' });
  reply.end(`<Error><Code>${code}</Code><Message>As the test has it.</Message></Error>`);
}

const sha256 = (value: Buffer | string): string => createHash('sha256').update(value).digest('hex');
const hmac = (key: Buffer | string, value: string): Buffer => createHmac('sha256', key).update(value).digest();
const tagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;

/** The error code of a request that is not signed as AWS's "Authenticating Requests: Using the Authorization Header" has it. */
function whyUnsigned(request: IncomingMessage, body: Buffer): string | undefined {
  const [, id, scope = '', names = '', signature = ''] = AUTHORIZATION.exec(request.headers.authorization ?? '') ?? [];
  if (id !== KEY_ID) return 'InvalidAccessKeyId';
  const time = String(request.headers['x-amz-date']);
  const day = time.slice(0, 8);
  if (scope !== `${day}/${REGION}/s3/aws4_request`) return 'AuthorizationHeaderMalformed';
  const signed = names.split(';');
  if (!MUST_BE_SIGNED.every((name) => signed.includes(name))) return 'AccessDenied';
  if (request.headers['x-amz-content-sha256'] !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest(request, signed, body))].join('\n');
  const key = [REGION, 's3', 'aws4_request'].reduce((last, part) => hmac(last, part), hmac(`AWS4${SECRET}`, day));
  return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex')) ? undefined : 'SignatureDoesNotMatch';
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
const MUST_BE_SIGNED = ['host', 'x-amz-content-sha256', 'x-amz-date'];

function canonicalRequest(request: IncomingMessage, signed: readonly string[], body: Buffer): string {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const pairs = query.split('&').filter((pair) => pair !== '');
  return [
    request.method,
    path,
    pairs
      .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
      .sort()
      .join('&'),
    ...signed.map((name) => `${name}:${String(request.headers[name]).trim().replaceAll(/ +/g, ' ')}`),
    '',
    signed.join(';'),
    sha256(body),
  ].join('\n');
}
