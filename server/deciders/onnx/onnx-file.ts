import { readFields, readVarint, rewriteField, writeField, type WireField } from './protobuf.js';

/** Element types of tensors that can be mapped, by their number in ONNX. */
const TYPES: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
};

/** An input or output; a dimension is a number, or a name where it is open. `map` for a list of label → number. */
export type OnnxValue = {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
  /** The operator that an output comes from; empty for an input. */
  readonly madeBy: string;
};
export type OnnxDescription = {
  readonly producer: string;
  readonly irVersion: number;
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Class names in the order of the scores, where the file says them (ZipMap, or a classifier's attributes). */
  readonly classes: readonly string[] | null;
};

const MOST_PARTS = 500_000;
const MOST_TENSORS = 500;
const MOST_CLASSES = 10_000;
const MOST_DIMENSIONS = 16;
const PASSES_ON = new Set(['Identity', 'Cast']);

type Node = { op: string; inputs: string[]; outputs: string[]; classes: string[] | null; field: WireField };
type Graph = {
  readonly nodes: Node[];
  readonly inputs: OnnxValue[];
  readonly outputs: { value: OnnxValue; field: WireField }[];
  readonly initializers: Set<string>;
  readonly fields: WireField[];
};

/** What the file is not, in words for whoever uploaded it. */
export class NotOnnx extends Error {}

/**
 * Reads what an ONNX file says of itself. A file of a few MB can take seconds: `read-model.ts` does it in a thread.
 *
 * @throws NotOnnx also for what no model has: more than 500,000 parts in one piece, 500 inputs or outputs, 10,000 classes.
 */
export function readOnnx(file: Buffer): OnnxDescription {
  try {
    return described(file);
  } catch (error) {
    if (error instanceof RangeError) throw new NotOnnx('The file is no ONNX model: it cannot be read to its end.');
    throw error;
  }
}

function described(file: Buffer): OnnxDescription {
  const { model, graph } = parse(file);
  const makers = makersOf(graph);
  const opsets = model
    .filter(({ number }) => number === 8)
    .map(({ bytes }) => ({ domain: textOf(bytes, 1), version: numberOf(bytes, 2) }));
  if (opsets.length === 0) throw new NotOnnx('The file names no operator set, so it is no ONNX model.');
  return {
    producer: model.filter(({ number }) => number === 2).map(({ bytes }) => bytes.toString())[0] ?? '',
    irVersion: Number(model.find(({ number }) => number === 1)?.value ?? 0n),
    opsets,
    inputs: atMost(
      graph.inputs.filter(({ name }) => !graph.initializers.has(name)),
      'inputs',
    ),
    outputs: graph.outputs.map(({ value }) => ({ ...value, madeBy: makerOf(makers, value.name) })),
    classes: graph.nodes.find(({ classes }) => classes !== null)?.classes ?? null,
  };
}

/** The node that makes each tensor. */
function makersOf({ nodes }: Graph): ReadonlyMap<string, Node> {
  return new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
}

/** Past what only passes a tensor on, so far as that does not go in a circle. */
function makerOf(makers: ReadonlyMap<string, Node>, name: string): string {
  const seen = new Set<Node>();
  let node = makers.get(name);
  while (node && PASSES_ON.has(node.op) && !seen.has(node)) {
    seen.add(node);
    node = makers.get(node.inputs[0] ?? '');
  }
  return node?.op ?? '';
}

/**
 * The file with its ZipMap nodes taken out, and the tensors that they were fed with as outputs in their place: the
 * runtime gives tensors only, and the names of the classes are read from the file. The same file where there is none.
 */
export function withoutZipMap(file: Buffer): Buffer {
  const { model, graph } = parse(file);
  const zips = graph.nodes.filter(({ op }) => op === 'ZipMap');
  if (zips.length === 0) return file;
  const sourceOf = new Map(zips.map(({ inputs, outputs }) => [outputs[0] ?? '', inputs[0] ?? '']));
  const nodes = new Map(graph.nodes.map((node) => [node.field, node]));
  const outputs = new Map(graph.outputs.map(({ field, value }) => [field, value]));
  const fields = graph.fields.flatMap((field) => {
    if (nodes.get(field)?.op === 'ZipMap') return [];
    const source = sourceOf.get(outputs.get(field)?.name ?? '');
    return [source === undefined ? rewriteField(field) : writeField(12, floatTensor(source))];
  });
  const rewritten = Buffer.concat(fields);
  return Buffer.concat(model.map((field) => (field.number === 7 ? writeField(7, rewritten) : rewriteField(field))));
}

/** The output that carries what ZipMap `name` was fed with; `name` itself where it is no ZipMap's. */
export function tensorBehind(file: Buffer, name: string): string {
  const { graph } = parse(file);
  const zip = graph.nodes.find(({ op, outputs }) => op === 'ZipMap' && outputs.includes(name));
  return zip?.inputs[0] ?? name;
}

/** A `ValueInfoProto` of float32 numbers of open shape. */
function floatTensor(name: string): Buffer {
  return Buffer.concat([writeField(1, name), writeField(2, writeField(1, writeField(1, 1)))]);
}

function parse(file: Buffer): { model: WireField[]; graph: Graph } {
  let model: WireField[];
  try {
    model = partsOf(file);
  } catch (error) {
    if (error instanceof NotOnnx) throw error;
    throw new NotOnnx('The file is no ONNX model: its first bytes are no protobuf message.');
  }
  const graph = model.find(({ number, type }) => number === 7 && type === 2);
  if (!graph) throw new NotOnnx('The file is no ONNX model: it holds no graph.');
  try {
    return { model, graph: parseGraph(graph.bytes) };
  } catch (error) {
    if (error instanceof NotOnnx) throw error;
    throw new NotOnnx('The file is no ONNX model: its graph cannot be read.');
  }
}

function parseGraph(bytes: Buffer): Graph {
  const fields = partsOf(bytes);
  const of = (number: number): WireField[] => fields.filter((field) => field.number === number && field.type === 2);
  return {
    fields,
    nodes: of(1).map((field) => parseNode(field)),
    initializers: new Set(of(5).map((field) => textOf(field.bytes, 8))),
    inputs: of(11).map((field) => parseValue(field.bytes)),
    outputs: atMost(of(12), 'outputs').map((field) => ({ field, value: parseValue(field.bytes) })),
  };
}

function parseNode(field: WireField): Node {
  const parts = partsOf(field.bytes);
  const texts = (number: number): string[] =>
    parts.filter((part) => part.number === number).map(({ bytes }) => bytes.toString());
  const attributes = parts.filter(({ number }) => number === 5).map(({ bytes }) => bytes);
  return { op: texts(4)[0] ?? '', inputs: texts(1), outputs: texts(2), classes: classesIn(attributes), field };
}

/** `classlabels_strings` and `classlabels_int64s` (ZipMap), `classlabels_ints` (classifiers): scikit-learn's exporter. */
function classesIn(attributes: readonly Buffer[]): string[] | null {
  for (const attribute of attributes) {
    if (!textOf(attribute, 1).startsWith('classlabels_')) continue;
    const parts = partsOf(attribute);
    const strings = parts.filter(({ number }) => number === 9).map(({ bytes }) => bytes.toString());
    if (strings.length > MOST_CLASSES) throw tooMany(MOST_CLASSES, 'classes');
    if (strings.length > 0) return strings;
    const ints = parts.filter(({ number }) => number === 8).flatMap((part) => integersOf(part));
    if (ints.length > 0) return ints.map(String);
  }
  return null;
}

/** Repeated numbers may be packed into one field. */
function integersOf({ type, value, bytes }: WireField): bigint[] {
  if (type === 0) return [BigInt.asIntN(64, value)];
  const numbers: bigint[] = [];
  for (let at = 0; at < bytes.length;) {
    if (numbers.length >= MOST_CLASSES) throw tooMany(MOST_CLASSES, 'classes');
    const [number, next] = readVarint(bytes, at);
    numbers.push(BigInt.asIntN(64, number));
    at = next;
  }
  return numbers;
}

function parseValue(bytes: Buffer): OnnxValue {
  const name = textOf(bytes, 1);
  const type = partOf(bytes, 2);
  const tensor = type && partOf(type, 1);
  if (!tensor) return { name, type: 'map', shape: [], madeBy: '' };
  const shape = partOf(tensor, 2);
  const dimensions = shape ? partsOf(shape, MOST_DIMENSIONS).map(({ bytes: one }) => dimensionOf(one)) : [];
  const element = numberOf(tensor, 1);
  return { name, type: TYPES[element] ?? `type ${element}`, shape: dimensions, madeBy: '' };
}

function dimensionOf(bytes: Buffer): number | string {
  for (const { number, value, bytes: text } of readFields(bytes)) {
    if (number === 1) return Number(value);
    if (number === 2) return text.toString();
  }
  return '?';
}

/** The fields of one message; so many that no model has them would fill the memory. */
function partsOf(message: Buffer, most = MOST_PARTS): WireField[] {
  const parts: WireField[] = [];
  for (const part of readFields(message)) {
    if (parts.length >= most) throw tooMany(most, 'parts in one piece');
    parts.push(part);
  }
  return parts;
}

function atMost<T>(list: T[], what: string): T[] {
  if (list.length > MOST_TENSORS) throw tooMany(MOST_TENSORS, what);
  return list;
}

function tooMany(most: number, what: string): NotOnnx {
  return new NotOnnx(`The file has more than ${most} ${what}, which no model that can be asked here has.`);
}

function partOf(bytes: Buffer, number: number): Buffer | undefined {
  for (const field of readFields(bytes)) if (field.number === number && field.type === 2) return field.bytes;
  return undefined;
}

function textOf(bytes: Buffer, number: number): string {
  return partOf(bytes, number)?.toString() ?? '';
}

function numberOf(bytes: Buffer, number: number): number {
  for (const field of readFields(bytes)) if (field.number === number && field.type === 0) return Number(field.value);
  return 0;
}
