import type { FileMetaData, SchemaElement } from 'hyparquet';

/** Columns of exact decimals by name, with how many digits stand after the point. */
type Scales = ReadonlyMap<string, number>;

/**
 * The metadata without what makes the reader multiply decimals as floats (57 hundredths are 0.5700000000000001 then), and
 * the columns for which `withDecimals` has to do it. Those within lists and structures stay the reader's.
 */
export function withPlainDecimals(metadata: FileMetaData): { metadata: FileMetaData; scales: Scales } {
  const scales = new Map<string, number>();
  const top = topLevel(metadata.schema);
  const schema = metadata.schema.map((element) => {
    if (!top.has(element) || !isDecimal(element)) return element;
    scales.set(element.name, element.scale ?? 0);
    const { converted_type: _converted, logical_type: _logical, ...plain } = element;
    return plain;
  });
  return { metadata: { ...metadata, schema }, scales };
}

/** The row with its decimals as they are written. */
export function withDecimals(row: Readonly<Record<string, unknown>>, scales: Scales): Record<string, unknown> {
  return { ...row, ...Object.fromEntries([...scales].map(([name, scale]) => [name, exactDecimal(row[name], scale)])) };
}

/** As JSON is read: a number where it is written like this one, else its text, so that no digit is lost. */
function exactDecimal(raw: unknown, scale: number): unknown {
  const units = unitsOf(raw);
  if (units === undefined) return raw;
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  const text = `${units < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
  return String(Number(text)) === text ? Number(text) : text;
}

function unitsOf(raw: unknown): bigint | undefined {
  if (typeof raw === 'bigint') return raw;
  if (typeof raw === 'number') return BigInt(raw);
  if (!(raw instanceof Uint8Array)) return undefined;
  return BigInt.asIntN(
    8 * raw.length,
    raw.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
  );
}

/** The reader takes byte arrays of any length without a type for texts. */
function isDecimal({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return type !== 'BYTE_ARRAY' && (converted === 'DECIMAL' || logical?.type === 'DECIMAL');
}

function topLevel([, ...elements]: readonly SchemaElement[]): Set<SchemaElement> {
  const found = new Set<SchemaElement>();
  let inside = 0;
  for (const element of elements) {
    const children = element.num_children ?? 0;
    if (inside === 0 && children === 0 && element.repetition_type !== 'REPEATED') found.add(element);
    inside = Math.max(0, inside - 1) + children;
  }
  return found;
}
