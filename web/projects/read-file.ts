import { ENCODING_WORDS, EncodingSeen, type Encoding, type Sample, type TableReading } from '@handrail/shared/imports';
import { isolated } from '../ui/visible-text';

/** So much of a file is looked at; the rest stays on disk, however big it is. */
const READ_BYTES = 4 * 1024 * 1024;

const ZSTD = [0x28, 0xb5, 0x2f, 0xfd] as const;

/** How the text of a sample is read. */
export type SampleReading = TableReading & { readonly encoding?: Encoding | undefined };
/** A sample with the file that it came from, so that it can be read another way. */
export type SampleFile = { readonly file: File; readonly sample: Sample; readonly reading: SampleReading };
export type FileRead =
  { readonly ok: true; readonly found: SampleFile } | { readonly ok: false; readonly message: string };

/**
 * Reads the beginning of a chosen file as a sample of cases, as is `said`; what is absent is seen from it. Nothing leaves
 * the browser.
 */
export async function readFile(file: File, said: SampleReading = {}): Promise<FileRead> {
  let head: Head;
  try {
    head = await headOf(file);
  } catch {
    // What the browser says of it names no reason that would help.
    return {
      ok: false,
      message: `${isolated(file.name)} cannot be read. Check that it is a file, still there, and not damaged where it is packed.`,
    };
  }
  const { bytes, isWhole } = head;
  if (ZSTD.every((byte, at) => bytes[at] === byte))
    return {
      ok: false,
      message: `${isolated(file.name)} is packed with zstd. Unpack it, or pack it with gzip, and choose that.`,
    };
  const seen = new EncodingSeen();
  seen.add(bytes);
  const encoding: Encoding = said.encoding ?? seen.encoding ?? 'utf-8';
  // A character that is cut off at the end is no error in a stream.
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  // What reads tables comes when somebody has one.
  const { readSample } = await import('@handrail/shared/imports');
  const read = readSample(text, { isWhole, reading: { separator: said.separator, header: said.header } });
  if (!read.ok) return { ok: false, message: `${isolated(file.name)}: ${read.message}` };
  const { sample } = read;
  const notes = [
    ...(encoding === 'utf-8' ? [] : [`The file is not UTF-8; it was read as ${ENCODING_WORDS[encoding]}.`]),
    ...(seen.isDamaged ? ['Some of it is no UTF-8; those characters are shown as �.'] : []),
    sample.isCut ? `The first ${sample.rows.length} rows were looked at.` : `${sample.rows.length} rows were read.`,
    ...sample.notes,
  ];
  const reading = { encoding, separator: sample.separator ?? undefined, header: sample.hasHeader };
  return { ok: true, found: { file, sample: { ...sample, notes }, reading } };
}

type Head = { readonly bytes: Uint8Array; readonly isWhole: boolean };

/** The beginning of a file, unpacked where it is gzip. */
async function headOf(file: File): Promise<Head> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (start[0] !== 0x1f || start[1] !== 0x8b)
    return { bytes: new Uint8Array(await file.slice(0, READ_BYTES).arrayBuffer()), isWhole: file.size <= READ_BYTES };
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { bytes: joined(parts, length), isWhole: true };
    parts.push(value);
    length += value.length;
    if (length < READ_BYTES) continue;
    await reader.cancel();
    return { bytes: joined(parts, length), isWhole: false };
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
