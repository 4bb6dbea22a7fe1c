import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A grey dot. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** A tenth of a second of silence: 8 kHz, 8 bits, one channel. */
function wav(): Buffer {
  const samples = Buffer.alloc(800, 128);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

export type MediaServer = { readonly url: string; readonly stop: () => Promise<void> };

/** Serves `/picture.png` and `/sound.wav`, as a caller's own store of files would. */
export async function startMediaServer(): Promise<MediaServer> {
  const files: Readonly<Record<string, readonly [string, Buffer]>> = {
    '/picture.png': ['image/png', PNG],
    '/sound.wav': ['audio/wav', wav()],
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
