import { shareText } from '@handrail/shared/words';
import { count } from '../ui/format';

/** So many of the cases that are known, and their share. */
export function previewShare(k: number, known: number): string {
  if (known === 0) return 'Not known';
  return `${count(k)} (${shareText(k / known, { decimals: 0 }).replace(' ', '\u202f')})`;
}
