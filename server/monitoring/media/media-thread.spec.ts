import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { measureMedium } from './media-thread.js';

const COLOURS = {
  red: { rgb: [255, 0, 0], luma: 0.299 },
  green: { rgb: [0, 255, 0], luma: 0.587 },
  blue: { rgb: [0, 0, 255], luma: 0.114 },
  grey: { rgb: [51, 51, 51], luma: 0.2 },
  orange: { rgb: [255, 128, 0], luma: 0.299 + (0.587 * 128) / 255 },
} as const;
const SIZE = { width: 5, height: 3 };

async function brightness(bytes: Uint8Array): Promise<number> {
  const measured = await measureMedium({ kind: 'image', bytes });
  if (measured.kind !== 'image') throw new Error(JSON.stringify(measured));
  expect(measured).toMatchObject(SIZE);
  return measured.brightness;
}

function made([r = 0, g = 0, b = 0]: readonly number[]): Sharp {
  return sharp({ create: { ...SIZE, channels: 3, background: { r, g, b } } });
}

function putPixel(
  bytes: Buffer,
  at: number,
  { rgb, depth }: { rgb: readonly [number, number, number]; depth: number },
): void {
  const [r, g, b] = rgb;
  if (depth === 16) bytes.writeUInt16LE(((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3), at);
  else if (depth >= 24) bytes.set([b, g, r], at);
  else bytes[Math.floor(at)] = 255;
}

/** A bitmap of one colour; of so many bits a pixel, the first row on top where asked for. */
function bmp([r = 0, g = 0, b = 0]: readonly number[], depth: 1 | 8 | 16 | 24 | 32, isTopDown = false): Uint8Array {
  const { width, height } = SIZE;
  const palette = depth <= 8 ? 2 ** depth : 0;
  const stride = 4 * Math.ceil((width * depth) / 32);
  const offset = 54 + 4 * palette;
  const bytes = Buffer.alloc(offset + stride * height);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(offset, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(isTopDown ? -height : height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(depth, 28);
  if (palette > 0) bytes.set([b, g, r, 0], 54 + 4 * (palette - 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      putPixel(bytes, offset + y * stride + (x * depth) / 8, { rgb: [r, g, b], depth });
  }
  return bytes;
}

describe('the brightness of a picture', () => {
  it.each(Object.entries(COLOURS))('of pure %s is its luma by Rec. 601, whatever it is stored as', async (_, given) => {
    const { rgb, luma } = given;
    expect(await brightness(await made(rgb).png().toBuffer())).toBeCloseTo(luma, 5);
    expect(await brightness(await made(rgb).png({ palette: true }).toBuffer())).toBeCloseTo(luma, 2);
    expect(await brightness(await made(rgb).webp({ lossless: true }).toBuffer())).toBeCloseTo(luma, 5);
    expect(await brightness(await made(rgb).webp({ quality: 80 }).toBuffer())).toBeCloseTo(luma, 1);
    expect(await brightness(await made(rgb).tiff({ compression: 'none' }).toBuffer())).toBeCloseTo(luma, 5);
    expect(await brightness(await made(rgb).gif().toBuffer())).toBeCloseTo(luma, 2);
    expect(await brightness(await made(rgb).jpeg({ quality: 100 }).toBuffer())).toBeCloseTo(luma, 2);
    for (const depth of [1, 8, 24, 32] as const) expect(await brightness(bmp(rgb, depth))).toBeCloseTo(luma, 5);
    expect(await brightness(bmp(rgb, 24, true))).toBeCloseTo(luma, 5);
    // Five bits a colour.
    expect(await brightness(bmp(rgb, 16))).toBeCloseTo(luma, 1);
  });

  it('of a grey picture, also of 16 bits, and of what is transparent, on white', async () => {
    const grey = sharp(Buffer.alloc(15, 51), { raw: { ...SIZE, channels: 1 } });
    expect(await brightness(await grey.clone().png().toBuffer())).toBeCloseTo(0.2, 5);
    const deep = grey.clone().toColourspace('grey16').png();
    expect(await brightness(await deep.toBuffer())).toBeCloseTo(0.2, 2);
    const clear = sharp({ create: { ...SIZE, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    expect(await brightness(await clear.png().toBuffer())).toBeCloseTo(1, 5);
  });

  it('is not said of a bitmap that is cut, compressed, or says that it is enormous', async () => {
    const whole = bmp(COLOURS.red.rgb, 24);
    const huge = Buffer.from(whole);
    huge.writeInt32LE(60_000, 18);
    huge.writeInt32LE(60_000, 22);
    const compressed = Buffer.from(bmp(COLOURS.red.rgb, 8));
    compressed.writeUInt32LE(1, 30);
    for (const bytes of [whole.subarray(0, 60), whole.subarray(0, 20), whole.subarray(0, 2), huge, compressed]) {
      expect(await measureMedium({ kind: 'image', bytes })).toMatchObject({ kind: 'unreadable' });
    }
  });
});
