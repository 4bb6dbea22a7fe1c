const BLOCK = 512;

/**
 * The header that stands before a file in a tar archive; pad the file to whole blocks with `tarPadding`, end the archive
 * with `TAR_END`. Owner, rights and time are always the same, so equal files give equal archives.
 *
 * Source: POSIX.1-2017, pax, "ustar Interchange Format". Names of at most 100 bytes, files below 8 GiB.
 */
export function tarHeader(name: string, size: number): Uint8Array {
  const header = Buffer.alloc(BLOCK);
  const put = (text: string, at: number): number => header.write(text, at, 'latin1');
  put(name, 0);
  put('0000644\0', 100);
  put('0000000\0', 108);
  put('0000000\0', 116);
  put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  put('00000000000\0', 136);
  // The sum is taken with blanks in its own place.
  put('        ', 148);
  put('0', 156);
  put('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Zeros after a file of this size. */
export function tarPadding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}

export const TAR_END = new Uint8Array(2 * BLOCK);
