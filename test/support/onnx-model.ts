import { writeField } from '../../server/dist/deciders/onnx/protobuf.js';

/**
 * Real ONNX files, written field by field after onnx.proto3 (IR version 8, opset 15): small enough to know what they
 * must answer.
 */
type Value = { readonly name: string; readonly type: number; readonly shape: readonly (number | string)[] };
export const FLOAT = 1;
export const INT64 = 7;
export const STRING = 8;

export function value(name: string, type: number, shape: readonly (number | string)[]): Value {
  return { name, type, shape };
}

function valueInfo({ name, type, shape }: Value): Buffer {
  const dims = shape.map((dim) => writeField(1, writeField(typeof dim === 'number' ? 1 : 2, dim)));
  const tensor = Buffer.concat([writeField(1, type), writeField(2, Buffer.concat(dims))]);
  return Buffer.concat([writeField(1, name), writeField(2, writeField(1, tensor))]);
}

/** A list of maps from label to number, as ZipMap gives it. */
export function mapOutput(name: string): Buffer {
  const map = Buffer.concat([writeField(1, STRING), writeField(2, writeField(1, writeField(1, FLOAT)))]);
  const sequence = writeField(1, writeField(5, map));
  return Buffer.concat([writeField(1, name), writeField(2, writeField(4, sequence))]);
}

export function floats(name: string, dims: readonly number[], numbers: readonly number[]): Buffer {
  const raw = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, index) => raw.writeFloatLE(number, 4 * index));
  return Buffer.concat([
    ...dims.map((dim) => writeField(1, dim)),
    writeField(2, FLOAT),
    writeField(8, name),
    writeField(9, raw),
  ]);
}

type Attribute = string | number | readonly number[] | readonly string[];

function attribute(name: string, given: Attribute): Buffer {
  const parts = [writeField(1, name)];
  if (typeof given === 'number') parts.push(writeField(3, given), writeField(20, 2));
  else if (typeof given === 'string') parts.push(writeField(4, given), writeField(20, 3));
  else if (given.every((one) => typeof one === 'string')) {
    parts.push(...given.map((one) => writeField(9, one)), writeField(20, 8));
  } else {
    for (const one of given) {
      const float = Buffer.alloc(5);
      float[0] = (7 << 3) | 5;
      float.writeFloatLE(one, 1);
      parts.push(float);
    }
    parts.push(writeField(20, 6));
  }
  return Buffer.concat(parts);
}

type Node = {
  op: string;
  inputs: string[];
  outputs: string[];
  domain?: string;
  attributes?: Record<string, Attribute>;
};

function node({ op, inputs, outputs, domain = '', attributes = {} }: Node): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => writeField(1, name)),
    ...outputs.map((name) => writeField(2, name)),
    writeField(4, op),
    ...Object.entries(attributes).map(([name, given]) => writeField(5, attribute(name, given))),
    ...(domain === '' ? [] : [writeField(7, domain)]),
  ]);
}

export function model(graph: {
  nodes: readonly Node[];
  inputs: readonly Value[];
  outputs: readonly (Value | Buffer)[];
  initializers?: readonly Buffer[];
}): Buffer {
  const { nodes, inputs, outputs, initializers = [] } = graph;
  const body = Buffer.concat([
    ...nodes.map((one) => writeField(1, node(one))),
    writeField(2, 'test'),
    ...initializers.map((one) => writeField(5, one)),
    ...inputs.map((one) => writeField(11, valueInfo(one))),
    ...outputs.map((one) => writeField(12, Buffer.isBuffer(one) ? one : valueInfo(one))),
  ]);
  const opset = (domain: string, version: number): Buffer =>
    writeField(8, Buffer.concat([writeField(1, domain), writeField(2, version)]));
  return Buffer.concat([
    writeField(1, 8),
    writeField(2, 'handrail-test'),
    writeField(7, body),
    opset('', 15),
    opset('ai.onnx.ml', 3),
  ]);
}
