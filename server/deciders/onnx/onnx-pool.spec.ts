import { describe, expect, it } from 'vitest';
import { writeField } from './protobuf.js';
import { OnnxPool } from './onnx-pool.js';

/** A tensor; with `shape` empty a single number. */
const info = (name: string, type: number, shape?: ''): Buffer => {
  const tensor = [writeField(1, type), ...(shape === undefined ? [] : [writeField(2, shape)])];
  return Buffer.concat([writeField(1, name), writeField(2, writeField(1, Buffer.concat(tensor)))]);
};

/** Counts to its input, number by number, within a Loop: as slow as it is told. */
function slowModel(): Buffer {
  const node = (op: string, inputs: string[], outputs: string[], attributes: Buffer[] = []): Buffer =>
    Buffer.concat([
      ...inputs.map((name) => writeField(1, name)),
      ...outputs.map((name) => writeField(2, name)),
      writeField(4, op),
      ...attributes.map((one) => writeField(5, one)),
    ]);
  const body = Buffer.concat([
    writeField(1, node('Identity', ['go'], ['go_on'])),
    writeField(1, node('Sin', ['x'], ['y'])),
    writeField(2, 'body'),
    writeField(11, info('i', 7, '')),
    writeField(11, info('go', 9, '')),
    writeField(11, info('x', 1)),
    writeField(12, info('go_on', 9, '')),
    writeField(12, info('y', 1)),
  ]);
  const bodyAttribute = Buffer.concat([writeField(1, 'body'), writeField(6, body), writeField(20, 5)]);
  const graph = Buffer.concat([
    writeField(1, node('Loop', ['times', '', 'x0'], ['out'], [bodyAttribute])),
    writeField(2, 'slow'),
    writeField(11, info('times', 7)),
    writeField(11, info('x0', 1)),
    writeField(12, info('out', 1)),
  ]);
  const opset = writeField(8, Buffer.concat([writeField(1, ''), writeField(2, 15)]));
  return Buffer.concat([writeField(1, 8), writeField(7, graph), opset]);
}

const ask = (pool: OnnxPool, times: number, { timeoutMs = 20_000, signal = new AbortController().signal } = {}) =>
  pool.ask({
    feeds: {
      times: { type: 'int64', dims: [], values: [BigInt(times)] },
      x0: { type: 'float32', dims: [1], values: [1] },
    },
    wanted: ['out'],
    timeoutMs,
    signal,
  });

/** Answers with zeros, as many as its input says. */
function zerosModel(): Buffer {
  const make = Buffer.concat([writeField(1, 'size'), writeField(2, 'out'), writeField(4, 'ConstantOfShape')]);
  const graph = Buffer.concat([
    writeField(1, make),
    writeField(2, 'zeros'),
    writeField(11, info('size', 7)),
    writeField(12, info('out', 1)),
  ]);
  const opset = writeField(8, Buffer.concat([writeField(1, ''), writeField(2, 15)]));
  return Buffer.concat([writeField(1, 8), writeField(7, graph), opset]);
}

describe('OnnxPool', () => {
  it.each([
    ['more values than an answer has', 5_000_000, 'The output holds 5000000 values'],
    ['more memory than a model may have', 900_000_000, 'The model failed'],
  ])('refuses %s, and answers the next', async (_name, size, words) => {
    const pool = await OnnxPool.open(zerosModel(), 1);
    const zeros = (count: number) =>
      pool.ask({
        feeds: { size: { type: 'int64', dims: [1], values: [BigInt(count)] } },
        wanted: ['out'],
        timeoutMs: 60_000,
        signal: new AbortController().signal,
      });
    try {
      await expect(zeros(size)).rejects.toThrow(words);
      expect((await zeros(2))['out']?.values).toEqual([0, 0]);
    } finally {
      await pool.close();
    }
  });

  it('ends a thread that takes too long, and answers with a new one', async () => {
    const pool = await OnnxPool.open(slowModel(), 1);
    try {
      expect((await ask(pool, 1))['out']?.values[0]).toBeCloseTo(Math.sin(1), 5);
      await expect(ask(pool, 1_000_000_000, { timeoutMs: 200 })).rejects.toThrow('longer than 200 ms');
      expect((await ask(pool, 2))['out']?.values[0]).toBeCloseTo(Math.sin(Math.sin(1)), 5);
    } finally {
      await pool.close();
    }
    await expect(ask(pool, 1)).rejects.toThrow('closed');
  });

  it('leaves a model alone that loses its threads one after the other, and asks again later', async () => {
    const pool = await OnnxPool.open(slowModel(), 1, { failures: 2, openMs: 300 });
    try {
      for (let i = 0; i < 2; i += 1)
        await expect(ask(pool, 1_000_000_000, { timeoutMs: 20 })).rejects.toThrow('longer than 20 ms');
      await expect(ask(pool, 1)).rejects.toThrow('left alone');
      const answers = (): Promise<boolean> => ask(pool, 1).then(Boolean, () => false);
      await expect.poll(answers, { timeout: 20_000 }).toBe(true);
    } finally {
      await pool.close();
    }
  });

  it('answers on several threads at once, and stops for nobody', async () => {
    const pool = await OnnxPool.open(slowModel(), 2);
    try {
      const abort = new AbortController();
      const given = ask(pool, 1_000_000_000, { signal: abort.signal });
      const [one, other] = await Promise.all([ask(pool, 1), ask(pool, 1)]);
      expect(one['out']?.values).toEqual(other['out']?.values);
      abort.abort();
      await expect(given).rejects.toThrow('Nobody waits');
    } finally {
      await pool.close();
    }
  });

  it('says why a model cannot be loaded', async () => {
    await expect(OnnxPool.open(Buffer.from('no model'), 1)).rejects.toThrow('protobuf parsing failed');
  });
});
