import type { DatasetRow } from '@handrail/shared/datasets';
import type { FrozenBlock } from '../frozen-block.js';

/** One JSON array, an element a row and a line; `at` counts from 1. A text is JSON already. */
export async function* jsonArray(
  blocks: AsyncIterable<FrozenBlock>,
  elementOf: (row: DatasetRow, at: number) => string | Readonly<Record<string, unknown>>,
): AsyncGenerator<string> {
  let at = 0;
  yield '[';
  for await (const block of blocks) {
    let text = '';
    for (const row of block.rows()) {
      at += 1;
      const element = elementOf(row, at);
      text += `${at === 1 ? '\n' : ',\n'}${typeof element === 'string' ? element : JSON.stringify(element)}`;
    }
    yield text;
  }
  yield at === 0 ? ']\n' : '\n]\n';
}
