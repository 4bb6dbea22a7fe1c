import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { AwsV4Signer } from 'aws4fetch';
import type { Dispatcher, Pool } from 'undici';
import { guardedPool, type AddressRules } from '../../platform/outbound/index.js';
import type { BucketSettings } from './bucket-settings.js';

/** S3 takes no part but the last below 5 MiB, and at most 10,000 parts. */
const PART_BYTES = 8 * 1024 * 1024;
const MOST_PARTS = 10_000;
const TIMEOUT_MS = 60_000;
const MOST_OF_ANSWER = 64 * 1024;

type Call = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'HEAD' | 'DELETE';
  readonly key: string;
  readonly query?: string;
  readonly body?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};
type Answer = { readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly text: string };

/** The storage said no; `message` is for whoever set it up. */
export class BucketRefusal extends Error {}

/**
 * A bucket that speaks S3, by Signature Version 4. Every body is signed with its SHA-256, so the storage refuses what was
 * changed on its way. Addresses are judged as those of deciders are.
 */
export class BucketClient {
  private readonly pool: Pool;
  private readonly base: URL;

  constructor(
    private readonly settings: BucketSettings,
    private readonly secretAccessKey: string,
    rules: AddressRules,
  ) {
    const { endpoint, bucket, pathStyle } = settings;
    this.base = new URL(pathStyle ? `${endpoint.replace(/\/$/, '')}/${bucket}/` : endpoint);
    if (!pathStyle) this.base.hostname = `${bucket}.${this.base.hostname}`;
    this.pool = guardedPool(this.base.origin, { rules, connections: 2 });
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  /** Stores a small object. */
  async put(key: string, body: Buffer, type: string): Promise<void> {
    await this.call({ method: 'PUT', key, body, headers: { 'content-type': type } });
  }

  async remove(key: string): Promise<void> {
    await this.call({ method: 'DELETE', key });
  }

  /** Stores a file, part by part where it is large; nothing is left of one that broke off. Then looks whether it is all there. */
  async putFile(key: string, path: string, about: { readonly sha256: string; readonly type: string }): Promise<void> {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const headers = { 'content-type': about.type, 'x-amz-meta-sha256': about.sha256 };
      if (size <= PART_BYTES) await this.call({ method: 'PUT', key, body: await part(file, 0, size), headers });
      else await this.putParts(key, { file, size }, headers);
      const { headers: stored } = await this.call({ method: 'HEAD', key });
      if (stored['content-length'] !== String(size) || stored['x-amz-meta-sha256'] !== about.sha256)
        throw new BucketRefusal(`${key} is there, but not as it was sent.`);
    } finally {
      await file.close();
    }
  }

  private async putParts(
    key: string,
    { file, size }: { file: FileHandle; size: number },
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const begun = await this.call({ method: 'POST', key, query: 'uploads=', headers });
    const upload = encodeURIComponent(valueOf(begun.text, 'UploadId'));
    try {
      const bytes = Math.max(PART_BYTES, Math.ceil(size / MOST_PARTS));
      const tags: string[] = [];
      for (let at = 0; at < size; at += bytes) {
        const body = await part(file, at, Math.min(bytes, size - at));
        const query = `partNumber=${tags.length + 1}&uploadId=${upload}`;
        const { headers: answered } = await this.call({ method: 'PUT', key, query, body });
        tags.push(String(answered['etag']));
      }
      const parts = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
      const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
      const { text } = await this.call({ method: 'POST', key, query: `uploadId=${upload}`, body });
      // It may fail after it has answered 200.
      if (text.includes('<Error>')) throw new BucketRefusal(wordsOf(200, text));
    } catch (error) {
      try {
        await this.call({ method: 'DELETE', key, query: `uploadId=${upload}` });
      } catch (left) {
        // Whoever pays for the bucket should know of the parts that stay in it.
        const [said, then] = [error, left].map((one) => (one instanceof Error ? one.message : String(one)));
        const why = `${said} Its parts stay in the bucket, since removing them failed too (${then}): end unfinished uploads there.`;
        throw new BucketRefusal(why, { cause: error });
      }
      throw error;
    }
  }

  private async call({ method, key, query = '', body, headers = {} }: Call): Promise<Answer> {
    const url = new URL(key, this.base);
    url.search = query;
    const { accessKeyId, region } = this.settings;
    const hash = createHash('sha256')
      .update(body ?? '')
      .digest('hex');
    const signer = new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers, 'x-amz-content-sha256': hash },
      accessKeyId,
      secretAccessKey: this.secretAccessKey,
      service: 's3',
      region,
    });
    const signed = await signer.sign();
    const answer = await this.pool.request({
      method,
      path: `${signed.url.pathname}${signed.url.search}`,
      headers: Object.fromEntries(signed.headers),
      ...(body === undefined ? {} : { body }),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    const text = await textOf(answer.body);
    if (answer.statusCode >= 300) throw new BucketRefusal(wordsOf(answer.statusCode, text));
    return { headers: answer.headers, text };
  }
}

async function part(file: FileHandle, from: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, from);
  if (bytesRead !== bytes) throw new Error('The file has changed while it was sent.');
  return buffer;
}

async function textOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  let text = '';
  for await (const chunk of body) if (text.length < MOST_OF_ANSWER) text += String(chunk);
  return text;
}

/** S3 answers in XML of one level; `code` and `message` name no secret. */
function wordsOf(status: number, xml: string): string {
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(xml)?.[1];
  const message = /<Message>([^<]{1,300})<\/Message>/.exec(xml)?.[1];
  return `The storage answered ${status}${code === undefined ? '' : `, ${code}`}${message === undefined ? '' : `: ${message}`}`;
}

function valueOf(xml: string, name: string): string {
  const value = new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
  if (value === undefined) throw new BucketRefusal(`The storage gave no ${name}.`);
  return value.replaceAll('&amp;', '&');
}
