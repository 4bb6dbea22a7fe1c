/** What bytes are by their beginning: the ending of their file and their media type. */
export type MediumType = { readonly extension: string; readonly type: string };

type Sign = MediumType & { readonly at: number; readonly bytes: string };

const IMAGES: readonly Sign[] = [
  { at: 0, bytes: '\x89PNG\r\n\x1a\n', extension: 'png', type: 'image/png' },
  { at: 0, bytes: '\xff\xd8\xff', extension: 'jpg', type: 'image/jpeg' },
  { at: 0, bytes: 'GIF8', extension: 'gif', type: 'image/gif' },
  { at: 8, bytes: 'WEBP', extension: 'webp', type: 'image/webp' },
  { at: 4, bytes: 'ftypavif', extension: 'avif', type: 'image/avif' },
  { at: 4, bytes: 'ftyphei', extension: 'heic', type: 'image/heic' },
  { at: 4, bytes: 'ftypmif1', extension: 'heic', type: 'image/heic' },
  { at: 0, bytes: 'II*\0', extension: 'tiff', type: 'image/tiff' },
  { at: 0, bytes: 'MM\0*', extension: 'tiff', type: 'image/tiff' },
  { at: 0, bytes: 'BM', extension: 'bmp', type: 'image/bmp' },
  { at: 0, bytes: '<svg', extension: 'svg', type: 'image/svg+xml' },
  { at: 0, bytes: '<?xml', extension: 'svg', type: 'image/svg+xml' },
];
const RECORDINGS: readonly Sign[] = [
  { at: 8, bytes: 'WAVE', extension: 'wav', type: 'audio/wav' },
  { at: 0, bytes: 'OggS', extension: 'ogg', type: 'audio/ogg' },
  { at: 0, bytes: 'fLaC', extension: 'flac', type: 'audio/flac' },
  { at: 0, bytes: 'ID3', extension: 'mp3', type: 'audio/mpeg' },
  { at: 0, bytes: '\xff\xfb', extension: 'mp3', type: 'audio/mpeg' },
  { at: 0, bytes: '\xff\xf3', extension: 'mp3', type: 'audio/mpeg' },
  { at: 0, bytes: '\xff\xf2', extension: 'mp3', type: 'audio/mpeg' },
  { at: 4, bytes: 'ftypM4A', extension: 'm4a', type: 'audio/mp4' },
  { at: 4, bytes: 'ftypisom', extension: 'm4a', type: 'audio/mp4' },
  { at: 4, bytes: 'ftypmp42', extension: 'm4a', type: 'audio/mp4' },
  { at: 0, bytes: '#!AMR', extension: 'amr', type: 'audio/amr' },
  { at: 8, bytes: 'AIFF', extension: 'aiff', type: 'audio/aiff' },
  { at: 0, bytes: '\x1aE\xdf\xa3', extension: 'webm', type: 'audio/webm' },
];
const LOOKED_AT = 64;

/**
 * What a medium is by its first bytes alone, so that equal bytes have one name whatever their server calls them.
 * Undefined: no picture, or no recording, of a kind that is known.
 */
export function mediumType(bytes: Uint8Array, kind: 'image' | 'audio'): MediumType | undefined {
  const start = Buffer.from(bytes.subarray(0, LOOKED_AT)).toString('latin1');
  const found = (kind === 'image' ? IMAGES : RECORDINGS).find((sign) => start.startsWith(sign.bytes, sign.at));
  return found && { extension: found.extension, type: found.type };
}
