export type Span = { readonly field: string; readonly start: number; readonly end: number; readonly weight: number };
/** A piece of evidence over a part of a text. `lane`: the line under the text that is its own as far as it goes. */
export type Over = { readonly weight: number; readonly lane: number };
export type EvidencePart = {
  readonly start: number;
  readonly text: string;
  readonly weights: readonly number[];
  readonly over: readonly Over[];
};

/** The text cut where evidence begins or ends: each part with the weights of all spans over it, so none hides another. */
export function evidenceParts(text: string, spans: readonly Span[]): EvidencePart[] {
  const known = inLanes(
    spans
      .map((span) => ({ ...span, start: Math.max(0, span.start), end: Math.min(text.length, span.end) }))
      .filter(({ start, end }) => end > start),
  );
  const cuts = [...new Set([0, text.length, ...known.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const over = known.filter((span) => span.start <= start && span.end >= end);
    return {
      start,
      text: text.slice(start, end),
      weights: over.map(({ weight }) => weight),
      over: over.map(({ weight, lane }) => ({ weight, lane })),
    };
  });
}

/** Each span in the first lane that is free where it begins: two in one lane never overlap. */
function inLanes(spans: readonly Span[]): (Span & { readonly lane: number })[] {
  const ends: number[] = [];
  const laneOf = new Map<Span, number>();
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const free = ends.findIndex((end) => end <= span.start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = span.end;
    laneOf.set(span, lane);
  }
  return spans.map((span) => ({ ...span, lane: laneOf.get(span) ?? 0 }));
}

/** More lines under one text would be thicker than the text; the list has all. */
const MOST_LANES = 5;
const [THINNEST, THICKEST, GAP] = [1, 4, 1] as const;
const [FAINTEST, STRONGEST] = [6, 30] as const;

/** How a part is drawn: a line for each piece over it, as thick as it weighs, and a ground as strong as their sum. */
export type EvidenceDrawing = {
  /** From the text downwards; `thick` in pixels. */
  readonly lines: readonly { readonly thick: number; readonly top: number; readonly isFor: boolean }[];
  /** Of all lines together, in pixels. */
  readonly height: number;
  /** Percent of ink. */
  readonly ground: number;
};

/** `most`: the largest weight of the case, without its sign: what is drawn is in proportion to it. */
export function drawingOf(over: readonly Over[], most: number): EvidenceDrawing {
  const share = (weight: number): number => (most === 0 ? 0 : Math.min(1, Math.abs(weight) / most));
  const lines = over
    .filter(({ lane }) => lane < MOST_LANES)
    .map(({ weight, lane }) => ({
      thick: Math.round(THINNEST + (THICKEST - THINNEST) * share(weight)),
      top: lane * (THICKEST + GAP),
      isFor: weight > 0,
    }))
    .sort((a, b) => a.top - b.top);
  const last = lines.at(-1);
  const sum = over.reduce((all, { weight }) => all + weight, 0);
  return {
    lines,
    height: last ? last.top + last.thick : 0,
    ground: Math.round(FAINTEST + (STRONGEST - FAINTEST) * share(sum)),
  };
}

/** A weight with its sign: the sign says which way it speaks. */
export function weightText(weight: number): string {
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`;
}
