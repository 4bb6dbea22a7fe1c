import type { DatasetRow } from '@handrail/shared/datasets';
import type { FrozenBlock } from '../frozen-block.js';

/** One JSON array, an element a row and a line; `at` counts from 1. */
export async function* jsonArray(
  blocks: AsyncIterable<FrozenBlock>,
  elementOf: (row: DatasetRow, at: number) => unknown,
): AsyncGenerator<string> {
  let at = 0;
  yield '[';
  for await (const block of blocks) {
    let text = '';
    for (const row of block.rows()) {
      at += 1;
      text += `${at === 1 ? '\n' : ',\n'}${JSON.stringify(elementOf(row, at))}`;
    }
    yield text;
  }
  yield at === 0 ? ']\n' : '\n]\n';
}
