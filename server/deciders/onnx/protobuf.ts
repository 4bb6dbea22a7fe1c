/** One field of a protobuf message as it stands on the wire: varints and fixed numbers as bytes too. */
export type WireField = {
  readonly number: number;
  readonly type: 0 | 1 | 2 | 5;
  readonly value: bigint;
  readonly bytes: Buffer;
};

/**
 * Reads the fields of a protobuf message, in order; only what ONNX needs of the format. `bytes` of a length-delimited
 * field is a view, nothing is copied.
 *
 * @throws RangeError where the bytes are no protobuf message.
 * Source: protobuf.dev, Encoding.
 */
export function* readFields(message: Buffer): Generator<WireField> {
  let at = 0;
  while (at < message.length) {
    const [key, afterKey] = readVarint(message, at);
    const number = Number(key >> 3n);
    const type = Number(key & 7n);
    if (number < 1 || number > 536_870_911) throw new RangeError('protobuf: a field without a number');
    const [field, next] = readValue(message, { at: afterKey, number, type });
    yield field;
    at = next;
  }
}

function readValue(
  message: Buffer,
  { at, number, type }: { at: number; number: number; type: number },
): [field: WireField, next: number] {
  if (type === 0) {
    const [value, next] = readVarint(message, at);
    return [{ number, type, value, bytes: message.subarray(at, next) }, next];
  }
  if (type === 1 || type === 5) {
    const next = at + (type === 1 ? 8 : 4);
    if (next > message.length) throw new RangeError('protobuf: ends within a number');
    return [{ number, type, value: 0n, bytes: message.subarray(at, next) }, next];
  }
  if (type !== 2) throw new RangeError(`protobuf: no wire type ${type}`);
  const [length, start] = readVarint(message, at);
  const next = start + Number(length);
  if (next > message.length) throw new RangeError('protobuf: ends within a field');
  return [{ number, type, value: length, bytes: message.subarray(start, next) }, next];
}

/** @throws RangeError for more than ten bytes: no 64-bit number is longer. */
export function readVarint(message: Buffer, from: number): [value: bigint, next: number] {
  let value = 0n;
  for (let at = from, shift = 0n; at < message.length && shift < 70n; at += 1, shift += 7n) {
    const byte = message[at] ?? 0;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return [BigInt.asUintN(64, value), at + 1];
  }
  throw new RangeError('protobuf: ends within a number');
}

/** A field as bytes: a varint for bigint and number, else length-delimited. */
export function writeField(number: number, value: number | bigint | string | Uint8Array): Buffer {
  if (typeof value === 'number' || typeof value === 'bigint')
    return Buffer.concat([varint(BigInt(number) << 3n), varint(BigInt.asUintN(64, BigInt(value)))]);
  const bytes = Buffer.from(value);
  return Buffer.concat([varint((BigInt(number) << 3n) | 2n), varint(BigInt(bytes.length)), bytes]);
}

/** The field as it was read. */
export function rewriteField({ number, type, bytes }: WireField): Buffer {
  if (type === 2) return writeField(number, bytes);
  return Buffer.concat([varint((BigInt(number) << 3n) | BigInt(type)), bytes]);
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 0x80n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}
