import { rateText, thresholdText } from '../ladder/index.js';
import type { CardPolicy } from './card.js';

const NONE = '–';

/**
 * What of a policy decided who saw a case, as it was in force on its rung: threshold, audit rate, blind-control rate; a
 * dash where the rung has none of it, or it is not known.
 */
export function termsInWords({ level, terms }: Pick<CardPolicy, 'level' | 'terms'>): [string, string, string] {
  if (terms === null) return [NONE, NONE, NONE];
  const { thresholds, auditRate, blindControlRate } = terms;
  const others = Object.keys(thresholds.perClass).length + Object.keys(thresholds.perSegment).length;
  const threshold = `${thresholdText(thresholds.global)}${others > 0 ? ' and others' : ''}`;
  const isPartial = level === 'PARTIAL_AUTOMATION';
  return [
    isPartial ? threshold : NONE,
    isPartial || level === 'FULL_AUTOMATION' ? rateText(auditRate) : NONE,
    level === 'AI_ASSISTANCE' ? rateText(blindControlRate ?? auditRate) : NONE,
  ];
}
