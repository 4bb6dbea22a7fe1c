import { Text } from '@mantine/core';
import type { DatasetCountQuery } from '../lib/generated/graphql';
import { count } from '../ui/format';

type Found = DatasetCountQuery['datasetCount'];

/** What an estimated count is worth; nothing of an exact one. */
export function Estimated({ found }: { readonly found: Found | undefined }) {
  return (
    <Text size="sm" c="dimmed" aria-live="polite">
      {found && !found.isExact && marginInWords(found)}
    </Text>
  );
}

/** As a part of a sentence: `about 9,800`. */
export function countInWords(found: Found | undefined): string {
  return found ? `${found.isExact ? '' : 'about '}${count(found.rows)}` : '';
}

export function marginInWords({ lower, upper }: Pick<Found, 'lower' | 'upper'>): string {
  const exact = 'Counting them all takes too long; the version says exactly how many it has.';
  return lower === null || upper === null
    ? `An estimate that may be off by a factor. ${exact}`
    : `An estimate from a sample: between ${count(lower)} and ${count(upper)}, with 95 % certainty. ${exact}`;
}
