import type { CaseInput } from '../schema/index.js';
import { hashUniform } from '../stats/index.js';
import { canonicalJson } from './canonical.js';
import type { DatasetSplit } from './definition.js';

export type SplitName = 'train' | 'validation' | 'test';

/**
 * The side that a case is on: a function of the seed and of its content (or of the group field), so it never changes
 * between versions, and what is equal never straddles. Where the group field is absent, the content decides.
 */
export function splitOf(
  split: DatasetSplit,
  given: { readonly input: CaseInput; readonly contentHash: string },
): SplitName {
  const group = split.by === 'content' ? undefined : given.input[split.by];
  const key = group === undefined ? given.contentHash : `${split.by}=${canonicalJson(group)}`;
  const draw = hashUniform({ salt: split.seed, purpose: 'split', key });
  if (draw < split.train) return 'train';
  return draw < split.train + split.validation ? 'validation' : 'test';
}
