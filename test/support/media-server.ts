import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wav } from './wav.js';

/** A grey dot. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

const SILENCE = wav(
  Array.from({ length: 800 }, () => 0),
  8000,
);

export type MediaServer = { readonly url: string; readonly stop: () => Promise<void> };

/** Serves `/picture.png` and `/sound.wav`, as a caller's own store of files would. */
export async function startMediaServer(): Promise<MediaServer> {
  const files: Readonly<Record<string, readonly [string, Buffer]>> = {
    '/picture.png': ['image/png', PNG],
    '/sound.wav': ['audio/wav', SILENCE],
  };
  const server = createServer(({ url = '' }, reply) => {
    const [type, bytes] = files[url] ?? ['text/plain', Buffer.from('not found')];
    reply.writeHead(url in files ? 200 : 404, { 'content-type': type, 'content-length': bytes.length });
    reply.end(bytes);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
