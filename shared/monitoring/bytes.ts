const GROUP = 128;

/** Writes whole numbers in as few bytes as they need (LEB128), and doubles in eight. */
export class ByteWriter {
  private readonly bytes: number[] = [];
  private readonly eight = new DataView(new ArrayBuffer(8));

  /** @param value a whole number from 0 to 2^53 − 1. */
  count(value: number): void {
    let rest = value;
    while (rest >= GROUP) {
      this.bytes.push((rest % GROUP) + GROUP);
      rest = Math.floor(rest / GROUP);
    }
    this.bytes.push(rest);
  }

  signed(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  double(value: number): void {
    this.eight.setFloat64(0, value);
    for (let i = 0; i < 8; i += 1) this.bytes.push(this.eight.getUint8(i));
  }

  done(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

/** Reads what `ByteWriter` wrote, in the same order. @throws RangeError past the end. */
export class ByteReader {
  private place = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  count(): number {
    const first = this.bytes[this.place];
    // Most are small, and pages read many.
    if (first !== undefined && first < GROUP) {
      this.place += 1;
      return first;
    }
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.place];
      if (byte === undefined) throw new RangeError('bytes: they end too early');
      this.place += 1;
      value += (byte % GROUP) * scale;
      if (byte < GROUP) return value;
      scale *= GROUP;
    }
  }

  signed(): number {
    const value = this.count();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  double(): number {
    const value = this.view.getFloat64(this.place);
    this.place += 8;
    return value;
  }
}
