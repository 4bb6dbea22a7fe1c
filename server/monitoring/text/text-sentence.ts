import { shareText } from '@handrail/shared/words';

/** What it means that texts of now can be told from those of the reference so well. All in [0, 1]. */
export function textSentence({ auc, lower, upper }: { auc: number; lower: number; upper: number }): string {
  const percent = (share: number): string => shareText(share, { decimals: 0, against: [0.5] });
  const seen = `Of a text of now and one of the reference, a classifier names the one of now in ${percent(auc)} of pairs (${percent(lower)} to ${percent(upper)}; 50 % is chance)`;
  return `${seen}: ${meaningOf(auc, lower)}.`;
}

function meaningOf(auc: number, lower: number): string {
  if (lower <= 0.5) return 'they cannot be told apart';
  if (auc < 0.65) return 'they are hardly other texts';
  if (auc < 0.8) return 'they are partly other texts';
  return 'they are other texts, which the machine may not know';
}
