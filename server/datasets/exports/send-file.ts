import type { FastifyReply, FastifyRequest } from 'fastify';
import { byteRange } from './byte-range.js';
import { PACKED_TYPES } from './compression.js';
import type { ExportChoice } from './export-choice.js';
import type { ExportFile, ExportFiles } from './export-files.js';

export type Sending = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly contentType: string;
  /** As it is saved. */
  readonly fileName: string;
  /** Called before the first byte leaves. `isPart`: of a download that may have begun before. */
  readonly onTake: (isPart: boolean) => Promise<void>;
};

/** Answers with a file, whole or in part (RFC 9110, 14), so that a download goes on where it broke off. */
export async function sendFile(files: ExportFiles, file: ExportFile, sending: Sending): Promise<void> {
  const { request, reply, contentType, fileName } = sending;
  const { headers, method } = request;
  void reply
    .header('etag', file.etag)
    .header('accept-ranges', 'bytes')
    .header('content-type', contentType)
    .header('content-disposition', `attachment; filename="${fileName}"`);
  if (headers['if-none-match'] === file.etag) return void (await reply.status(304).send());
  const mayBePart = headers['if-range'] === undefined || headers['if-range'] === file.etag;
  const range = mayBePart ? byteRange(headers.range, file.bytes) : undefined;
  if (method !== 'HEAD') await sending.onTake(range !== undefined);
  if (range === null) return void (await reply.status(416).header('content-range', `bytes */${file.bytes}`).send());
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  if (range) void reply.status(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`);
  void reply.header('content-length', end - start + 1);
  await reply.send(file.bytes === 0 ? '' : files.read(file, { start, end }));
}

export function contentTypeOf({ format, compression }: ExportChoice): string {
  return compression === null ? format.contentType : PACKED_TYPES[compression];
}

/** Of a version, with the endings of `data.csv.gz`; a name has no characters that a header cannot. */
export function fileNameOf({ name, number }: { readonly name: string; readonly number: number }, file: string): string {
  return `${name.replaceAll(/[^A-Za-z0-9._-]+/g, '-')}-${number}${file.slice('data'.length)}`;
}
