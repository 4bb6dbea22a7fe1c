const HEADER_BYTES = 44;

/** A sine of 400 Hz; samples beyond full scale are cut off there. */
export function tone({ seconds, amplitude, rate }: Record<'seconds' | 'amplitude' | 'rate', number>): number[] {
  return Array.from({ length: seconds * rate }, (_, n) =>
    Math.max(-1, Math.min(1, amplitude * Math.sin((2 * Math.PI * 400 * n) / rate))),
  );
}

/** A WAV file: one channel of 16-bit samples. `samples` lie in [−1, 1]; `rate` a second. */
export function wav(samples: readonly number[], rate: number): Buffer {
  const file = Buffer.alloc(HEADER_BYTES + 2 * samples.length);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(2 * rate, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, index) => file.writeInt16LE(Math.round(sample * 32_767), HEADER_BYTES + 2 * index));
  return file;
}
