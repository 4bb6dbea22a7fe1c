/** Labels that the eye, or a file on its way, may take for each other. */
export type AlikeLabels = { readonly labels: readonly [string, string]; readonly why: string };

/**
 * Pairs of labels that differ in nothing but case, Unicode form, or blanks around: each is its own, but people mix them up,
 * and other tools may merge them.
 */
export function labelsAlike(labels: readonly string[]): AlikeLabels[] {
  const found: AlikeLabels[] = [];
  const seen = new Map<string, string>();
  for (const label of labels) {
    const form = label.normalize('NFKC').trim().toLowerCase();
    const before = seen.get(form);
    if (before === undefined) seen.set(form, label);
    else if (before !== label) found.push({ labels: [before, label], why: whyAlike(before, label) });
  }
  return found;
}

/** Those two in words, for whoever makes them. */
export function alikeInWords({ labels: [one, other], why }: AlikeLabels): string {
  return `${JSON.stringify(one)} and ${JSON.stringify(other)} differ only ${why}. They are two labels; people and other tools may take them for one.`;
}

function whyAlike(one: string, other: string): string {
  if (one.normalize('NFC') === other.normalize('NFC')) return 'in how Unicode writes them, which nobody sees';
  if (one.trim() === other.trim()) return 'in blanks around them';
  if (one.toLowerCase() === other.toLowerCase()) return 'in capital letters';
  return 'in capital letters, blanks, or how Unicode writes them';
}
