/** Red, green and blue bytes of a picture, row by row from the top. */
export type Pixels = { readonly width: number; readonly height: number; readonly rgb: Uint8Array };
/** Where the bits of a colour lie in a pixel. */
type Mask = { readonly shift: number; readonly most: number; readonly bits: number };
type Header = {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly depth: number;
  readonly offset: number;
  readonly stride: number;
  readonly masks: readonly Mask[];
  readonly palette: { readonly at: number; readonly entry: 3 | 4; readonly size: number };
};

const MAGIC = 0x4d42;
/** Of OS/2, the oldest one, whose sizes and colours are shorter. */
const CORE_HEADER = 12;
const COMPRESSION = { none: 0, masks: 3, masksWithAlpha: 6 } as const;
const DEPTHS = [1, 2, 4, 8, 16, 24, 32];
/** A picture of one bit a pixel may be thirty times as large decoded. */
const MOST_PIXELS = 25_000_000;
const MASKS_16 = [0x7c00, 0x03e0, 0x001f];
const MASKS_32 = [0xff0000, 0x00ff00, 0x0000ff];

export function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === (MAGIC & 0xff) && bytes[1] === MAGIC >> 8;
}

/**
 * A Windows or OS/2 bitmap, which the library for pictures does not know; those that are not compressed, which nearly all are.
 * What is transparent is taken as it is drawn, since most writers leave that byte 0.
 *
 * @throws RangeError for other bytes, also where they end too early.
 * Source: Microsoft, Bitmap Storage.
 */
export function decodeBmp(bytes: Uint8Array): Pixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = headerOf(view);
  const { width, height, isTopDown, depth } = header;
  const rgb = new Uint8Array(3 * width * height);
  const colourAt =
    depth <= 8 ? paletteColour(view, header) : depth === 24 ? trueColour(view) : maskedColour(view, header);
  for (let y = 0; y < height; y += 1) {
    const row = header.offset + header.stride * (isTopDown ? y : height - 1 - y);
    for (let x = 0; x < width; x += 1) rgb.set(colourAt(row, x), 3 * (y * width + x));
  }
  return { width, height, rgb };
}

function headerOf(view: DataView): Header {
  if (view.getUint16(0, true) !== MAGIC) throw new RangeError('bytes: no bitmap');
  const size = view.getUint32(14, true);
  const isCore = size === CORE_HEADER;
  const { width, tall, depth, compression, known } = isCore ? coreFields(view) : fieldsOf(view);
  const height = Math.abs(tall);
  const offset = view.getUint32(10, true);
  const stride = 4 * Math.ceil((width * depth) / 32);
  if (width <= 0 || height === 0 || width * height > MOST_PIXELS)
    throw new RangeError(`bytes: ${width} × ${tall} pixels`);
  if (!DEPTHS.includes(depth)) throw new RangeError(`bytes: ${depth} bits a pixel`);
  if (offset + stride * height > view.byteLength) throw new RangeError('bytes: they end too early');
  const masks = masksOf(view, { depth, compression, size });
  const palette = { at: 14 + size, entry: isCore ? 3 : 4, size: known === 0 ? 2 ** depth : known } as const;
  return { width, height, isTopDown: tall < 0, depth, offset, stride, masks, palette };
}

/** `known`: how many colours of the palette there are; 0: all. */
type Fields = Record<'width' | 'tall' | 'depth' | 'compression' | 'known', number>;

function coreFields(view: DataView): Fields {
  const [width = 0, tall = 0, depth = 0] = [18, 20, 24].map((at) => view.getUint16(at, true));
  return { width, tall, depth, compression: COMPRESSION.none, known: 0 };
}

function fieldsOf(view: DataView): Fields {
  const [width, tall] = [view.getInt32(18, true), view.getInt32(22, true)];
  const depth = view.getUint16(28, true);
  return { width, tall, depth, compression: view.getUint32(30, true), known: view.getUint32(46, true) };
}

function masksOf(view: DataView, given: { depth: number; compression: number; size: number }): Mask[] {
  const { depth, compression, size } = given;
  if (compression === COMPRESSION.none) return (depth === 16 ? MASKS_16 : MASKS_32).map(maskOf);
  const isMasked = compression === COMPRESSION.masks || compression === COMPRESSION.masksWithAlpha;
  if (!isMasked || (depth !== 16 && depth !== 32) || size < 40)
    throw new RangeError(`bytes: compression ${compression}`);
  return [54, 58, 62].map((at) => maskOf(view.getUint32(at, true)));
}

function maskOf(mask: number): Mask {
  if (mask === 0) throw new RangeError('bytes: a colour without bits');
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return { shift, most, bits: mask };
}

type ColourAt = (row: number, x: number) => readonly number[];

function paletteColour(view: DataView, { depth, palette }: Header): ColourAt {
  const mask = 2 ** depth - 1;
  return (row, x) => {
    const bit = x * depth;
    const index = (view.getUint8(row + (bit >> 3)) >> (8 - depth - (bit & 7))) & mask;
    const at = palette.at + palette.entry * Math.min(index, palette.size - 1);
    return [view.getUint8(at + 2), view.getUint8(at + 1), view.getUint8(at)];
  };
}

function trueColour(view: DataView): ColourAt {
  return (row, x) => [2, 1, 0].map((byte) => view.getUint8(row + 3 * x + byte));
}

function maskedColour(view: DataView, { depth, masks }: Header): ColourAt {
  return (row, x) => {
    const pixel = depth === 16 ? view.getUint16(row + 2 * x, true) : view.getUint32(row + 4 * x, true);
    return masks.map(({ shift, most, bits }) => Math.round((255 * ((pixel & bits) >>> shift)) / most));
  };
}
