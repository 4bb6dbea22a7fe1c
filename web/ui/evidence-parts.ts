export type Span = { readonly field: string; readonly start: number; readonly end: number; readonly weight: number };
export type EvidencePart = { readonly start: number; readonly text: string; readonly weights: readonly number[] };

/** The text cut where evidence begins or ends: each part with the weights of all spans over it, so none hides another. */
export function evidenceParts(text: string, spans: readonly Span[]): EvidencePart[] {
  const known = spans
    .map((span) => ({ ...span, start: Math.max(0, span.start), end: Math.min(text.length, span.end) }))
    .filter(({ start, end }) => end > start);
  const cuts = [...new Set([0, text.length, ...known.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const over = known.filter((span) => span.start <= start && span.end >= end);
    return { start, text: text.slice(start, end), weights: over.map(({ weight }) => weight) };
  });
}
