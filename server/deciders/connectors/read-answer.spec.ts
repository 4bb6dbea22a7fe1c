import { outputSchemaSchema } from '@handrail/shared/schema';
import { expect, it } from 'vitest';
import type { Protocol } from './http-protocol.js';
import { readAnswer } from './read-answer.js';

const protocol = {
  read: (answer: unknown) => ({ value: (answer as { value: number }).value, confidence: 0.9 }),
} as unknown as Protocol;
const read = (text: string) =>
  readAnswer({ status: 200, contentType: 'application/json', text }, protocol, {
    outputSchema: outputSchemaSchema.parse({ kind: 'number' }),
    kind: 'model',
  });

it('a number that would be stored as its neighbour is refused, and others of the answer do not matter', async () => {
  await expect(read('{"value": 9007199254740993}')).rejects.toThrow(
    'the answer 9007199254740993 has more digits than a number keeps',
  );
  for (const [text, value] of [
    ['{"value": 9007199254740992}', 9_007_199_254_740_992],
    ['{"value": 1e16}', 1e16],
    ['{"id": 123456789012345678901, "value": 12.5}', 12.5],
    ['{"value": -9007199254740991}', -9_007_199_254_740_991],
  ] as const)
    expect((await read(text)).value).toBe(value);
});
