import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

const WRITTEN_AT_ONCE = 64 * 1024;

/** Lines of JSON that have to be counted before they can be sent: kept in a file meanwhile. */
export class ScratchLines {
  count = 0;
  bytes = 0;
  private file: FileHandle | undefined;
  private waiting: string[] = [];
  private waitingLength = 0;

  constructor(private readonly path: string) {}

  async add(line: object): Promise<void> {
    const text = `${JSON.stringify(line)}\n`;
    this.count += 1;
    this.waiting.push(text);
    this.waitingLength += text.length;
    if (this.waitingLength >= WRITTEN_AT_ONCE) await this.write();
  }

  /** All of them, in their order, once no more will be added; `bytes` is their length then. */
  async end(): Promise<AsyncIterable<Uint8Array>> {
    await this.write();
    await this.close();
    return bytesOf(this.path);
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }

  private async write(): Promise<void> {
    this.file ??= await open(this.path, 'w', 0o600);
    const text = Buffer.from(this.waiting.join(''));
    [this.waiting, this.waitingLength] = [[], 0];
    await this.file.write(text);
    this.bytes += text.length;
  }
}

/** Opened when it is read: a stream that nobody reads yet has nobody to hear of its failure. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}
