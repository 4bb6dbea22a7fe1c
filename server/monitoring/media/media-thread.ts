import { Readable } from 'node:stream';
import decode from '@audio/decode';
import audioType from 'audio-type';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { LOOKED_AT_PX, lumaOf, measureImage, SoundMeter, type MediumMeasured } from '@handrail/shared/monitoring';
import { decodeBmp, isBmp } from './decode-bmp.js';

/** What the thread is asked: the bytes of a medium, and what it should be. */
export type MediumBytes = { readonly kind: 'image' | 'audio'; readonly bytes: Uint8Array };

const MOST_PIXELS = 100_000_000;
const CHUNK_BYTES = 65_536;
/** Longer recordings are not listened to: ten hours of telephone in 20 MB. */
const MOST_SECONDS = 36_000;

// Each picture is another one, and the server's other threads have work of their own.
sharp.cache(false);
sharp.concurrency(1);

/** Runs in a thread of its own, so that no picture holds an answer up. Never throws for what the bytes are. */
export async function measureMedium({ kind, bytes }: MediumBytes): Promise<MediumMeasured> {
  try {
    return await (kind === 'image' ? look(bytes) : listen(bytes));
  } catch {
    // What libraries say of foreign bytes may hold some of them.
    return unreadable(kind === 'image' ? 'not a picture that can be decoded' : 'not a recording that can be decoded');
  }
}

async function look(bytes: Uint8Array): Promise<MediumMeasured> {
  const options = { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 } as const;
  const open = opener(bytes);
  const { width, height, autoOrient } = await open(options).metadata();
  // Luma is of the values as they are stored, not of light: no conversion but that to red, green and blue.
  const { data, info } = await open(options)
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(LOOKED_AT_PX, LOOKED_AT_PX, { fit: 'inside', withoutEnlargement: true })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const luma = info.channels === 3 ? lumaOf(data) : data.filter((_, index) => index % info.channels === 0);
  const size = { width: autoOrient.width || width, height: autoOrient.height || height };
  return { kind: 'image', ...size, ...measureImage(luma, info.width, info.height) };
}

function opener(bytes: Uint8Array): (options: SharpOptions) => Sharp {
  if (!isBmp(bytes)) return (options) => sharp(bytes, options);
  const { width, height, rgb } = decodeBmp(bytes);
  return (options) => sharp(rgb, { ...options, raw: { width, height, channels: 3 } });
}

async function listen(bytes: Uint8Array): Promise<MediumMeasured> {
  const type = audioType(bytes);
  if (!type) return unreadable('not a recording of a known format');
  let meter: SoundMeter | undefined;
  let seconds = 0;
  // The library knows more formats than its types name; what it cannot decode it refuses.
  for await (const { channelData, sampleRate } of decode(chunksOf(bytes), type as 'wav')) {
    meter ??= new SoundMeter(sampleRate);
    meter.add(channelData);
    seconds += (channelData[0]?.length ?? 0) / sampleRate;
    if (seconds > MOST_SECONDS) return unreadable(`longer than ${MOST_SECONDS / 3600} hours`);
  }
  const measures = meter?.measures();
  return measures ? { kind: 'audio', ...measures } : unreadable('a recording without sound');
}

function chunksOf(bytes: Uint8Array): Readable {
  const starts = Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, index) => index * CHUNK_BYTES);
  return Readable.from(starts.map((at) => bytes.subarray(at, at + CHUNK_BYTES)));
}

function unreadable(reason: string): MediumMeasured {
  return { kind: 'unreadable', reason };
}
