import { describe, expect, it } from 'vitest';
import { writeField } from './protobuf.js';
import { NotOnnx } from './onnx-file.js';
import { readModel } from './read-model.js';

const OPSET = writeField(8, Buffer.concat([writeField(1, ''), writeField(2, 15)]));
const modelOf = (...graph: Buffer[]): Buffer => Buffer.concat([writeField(7, Buffer.concat(graph)), OPSET]);
const node = (op: string, input: string, output: string, ...more: Buffer[]): Buffer =>
  writeField(1, Buffer.concat([writeField(1, input), writeField(2, output), writeField(4, op), ...more]));
const output = (name: string): Buffer =>
  writeField(12, Buffer.concat([writeField(1, name), writeField(2, writeField(1, writeField(1, 1)))]));

describe('readModel', () => {
  it('finds what makes an output behind a hundred thousand nodes that pass it on', async () => {
    const chain = Array.from({ length: 100_000 }, (_, at) => node('Identity', `t${at}`, `t${at + 1}`));
    const { description } = await readModel(modelOf(node('Softmax', 'x', 't0'), ...chain, output('t100000')));
    expect(description.outputs[0]?.madeBy).toBe('Softmax');
  });

  it('ends where nodes pass a tensor on in a circle', async () => {
    const { description } = await readModel(modelOf(node('Identity', 'b', 'a'), node('Cast', 'a', 'b'), output('a')));
    expect(description.outputs[0]?.name).toBe('a');
  });

  it.each([
    ['of millions of empty parts', modelOf(Buffer.alloc(8_000_000, Buffer.from([0x08, 0x00])))],
    [
      'of a number without an end',
      modelOf(
        node(
          'ZipMap',
          'a',
          'b',
          writeField(
            5,
            Buffer.concat([writeField(1, 'classlabels_int64s'), writeField(8, Buffer.alloc(8_000_000, 0x80))]),
          ),
        ),
      ),
    ],
    [
      'of millions of classes',
      modelOf(
        node(
          'ZipMap',
          'a',
          'b',
          writeField(
            5,
            Buffer.concat([writeField(1, 'classlabels_int64s'), writeField(8, Buffer.alloc(8_000_000, 1))]),
          ),
        ),
      ),
    ],
    ['of a thousand outputs', modelOf(...Array.from({ length: 1000 }, (_, at) => output(`o${at}`)))],
    [
      'with a name that ends within itself',
      Buffer.concat([modelOf(output('a')), writeField(8, Buffer.from([0x0a, 0x7f]))]),
    ],
  ])('refuses a file %s', async (_name, file) => {
    await expect(readModel(file)).rejects.toThrow(NotOnnx);
  });
});
