import { join } from 'node:path';
import type { DatasetColumn, DatasetRow } from '@handrail/shared/datasets';
import { tarHeader, tarPadding } from '../formats/tar.js';
import type { Fetched, Medium, Missing } from './fetch-media.js';
import type { MediaField } from './media-fields.js';
import { ScratchLines } from './scratch-lines.js';

/** Bytes of media in one archive, equal ones counted once. */
export const MOST_BYTES = 4_000_000_000;
/** Values of media fields that one archive looks at. */
export const MOST_REFERENCES = 200_000;
export const PAST = `past what one archive holds: ${MOST_BYTES / 1e9} GB of media, ${MOST_REFERENCES} values`;

/** A value of a media field. `was`: the SHA-256 of its medium when it was first packed. */
export type Reference = {
  readonly row: DatasetRow;
  readonly field: MediaField;
  readonly address: string;
  readonly was: string | undefined;
};

/** How many of what; `bytes`: of the files, equal ones once. */
export type MediaTally = {
  readonly references: number;
  readonly files: number;
  readonly bytes: number;
  readonly missing: number;
  readonly changed: number;
};

const FOLDERS = { image: 'images', audio: 'audio' } as const;
const LABELLED = ['label', 'split', 'weight'] as const;

/**
 * The media of an archive, as entries of a tar: each content once, named by its SHA-256, in the order of the rows; then
 * lists of what each row's is, what is missing and why, and what is another than when it was first packed. The list
 * beside the files is what Hugging Face's image and audio folders read.
 */
export class MediaFolder {
  private readonly stored = new Set<string>();
  private readonly lists: Readonly<Record<'image' | 'audio' | 'missing' | 'changed', ScratchLines>>;
  private readonly labelled: readonly (typeof LABELLED)[number][];
  private references = 0;
  private bytes = 0;
  private full = false;

  constructor(
    scratch: string,
    columns: readonly DatasetColumn[],
    private readonly mostBytes = MOST_BYTES,
  ) {
    const list = (name: string): ScratchLines => new ScratchLines(join(scratch, name));
    this.lists = { image: list('image'), audio: list('audio'), missing: list('missing'), changed: list('changed') };
    this.labelled = LABELLED.filter((wanted) => columns.some(({ name }) => name === wanted));
  }

  /** Nothing more goes in; what else comes need not be fetched. */
  get isFull(): boolean {
    return this.full || this.references >= MOST_REFERENCES;
  }

  get tally(): MediaTally {
    const { missing, changed } = this.lists;
    return {
      references: this.references,
      files: this.stored.size,
      bytes: this.bytes,
      missing: missing.count,
      changed: changed.count,
    };
  }

  /** The entry of a medium that is not there yet; the rest is kept for `end`. Gives the SHA-256 of what was packed. */
  async *add(reference: Reference, { found, bytes }: Fetched): AsyncGenerator<Uint8Array, string | undefined> {
    this.references += 1;
    if ('reason' in found) return void (await this.noteMissing(reference, found));
    if (!this.stored.has(found.sha256)) {
      if (bytes === undefined || this.isFull || this.bytes + found.size > this.mostBytes) {
        this.full = true;
        return void (await this.noteMissing(reference, { reason: PAST }));
      }
      this.stored.add(found.sha256);
      this.bytes += found.size;
      yield* entry(pathOf(reference.field, found), found.size, [bytes]);
    }
    await this.note(reference, found);
    return found.sha256;
  }

  /** The lists. */
  async *end(): AsyncGenerator<Uint8Array> {
    const { image, audio, missing, changed } = this.lists;
    for (const [name, list, isAlways] of [
      [`media/${FOLDERS.image}/metadata.jsonl`, image, false],
      [`media/${FOLDERS.audio}/metadata.jsonl`, audio, false],
      ['missing.jsonl', missing, true],
      ['changed.jsonl', changed, true],
    ] as const) {
      if (list.count === 0 && !isAlways) continue;
      const lines = await list.end();
      yield* entry(name, list.bytes, lines);
    }
  }

  async close(): Promise<void> {
    for (const list of Object.values(this.lists)) await list.close();
  }

  private async noteMissing({ row, field, address, was }: Reference, { reason }: Missing): Promise<void> {
    await this.lists.missing.add({ id: row.id, field: field.name, url: address, reason, ...(was && { was }) });
  }

  private async note({ row, field, address, was }: Reference, medium: Medium): Promise<void> {
    const { sha256, type, size } = medium;
    if (was !== undefined && was !== sha256)
      await this.lists.changed.add({ id: row.id, field: field.name, url: address, was, is: sha256 });
    await this.lists[field.kind].add({
      file_name: fileName(medium),
      id: row.id,
      field: field.name,
      sha256,
      type,
      bytes: size,
      url: address,
      ...Object.fromEntries(this.labelled.map((name) => [name, row[name]])),
    });
  }
}

function fileName({ sha256, extension }: Medium): string {
  return `${sha256}.${extension}`;
}

function pathOf({ kind }: MediaField, medium: Medium): string {
  return `media/${FOLDERS[kind]}/${fileName(medium)}`;
}

/** A file of a tar archive. */
export async function* entry(
  name: string,
  size: number,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield tarHeader(name, size);
  yield* content;
  yield tarPadding(size);
}
