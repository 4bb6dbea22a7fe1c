import type { Cell } from './cell.js';
import { binCount, MOST_RARE, type Layout } from './layout.js';

/** How many cases a bin held in the reference and holds now. */
export type Column = { readonly label: string; readonly was: number; readonly is: number };
type Pair = { readonly layout: Layout; readonly reference: Cell; readonly current: Cell };
type Categorical = Pair & { readonly layout: Extract<Layout, { kind: 'categorical' }> };

/** Bins of numbers that hold less than this then and now are joined. */
const JOINED_SHARE = 0.05;
/** χ² needs so many expected in a cell. */
const LEAST_EXPECTED = 5;
/** No more categories can be told apart in a picture: those that moved the most, and the busiest. */
const MOST_DRAWN = 24;

/**
 * What a test compares: numbers in at most 20 joined bins; categories that are not rare in both windows together, all that
 * is rare as one, and what is new. A field with a long tail always has names that a sample does not hold, so a reference
 * that tells how much of it that is (`freezeGrid`) is compared by it; of one that does not, new counts as rare. Last, the
 * missing ones.
 */
export function columnsOf(pair: Pair): Column[] {
  if (!isCategorical(pair)) return [...joined(pair), missingOf(pair)];
  const [n, m] = [totalOf(pair.reference), totalOf(pair.current)];
  const smaller = Math.min(n, m) / (n + m);
  const named = namedOf(pair);
  const isRare = ({ was, is }: Column): boolean => (was + is) * smaller < LEAST_EXPECTED;
  const [other, fresh] = restOf(pair);
  // Where not all rare names are listed, a name that comes again may count as new.
  const isApart = fresh.was > 0 && !isRare(fresh) && pair.layout.rest.length < MOST_RARE;
  const rest = sumOf('rare', [...named.filter(isRare), other, ...(isApart ? [] : [fresh])]);
  const kept = named.filter((column) => !isRare(column));
  return [...kept, rest, ...(isApart ? [fresh] : []), missingOf(pair)].filter(({ was, is }) => was + is > 0);
}

/** The same windows as they are drawn: what is rare apart from what is new, and no more categories than can be seen. */
export function drawnBins(pair: Pair): Column[] {
  if (!isCategorical(pair)) return [...joined(pair), missingOf(pair)];
  const [n, m] = [totalOf(pair.reference), totalOf(pair.current)];
  const weight = ({ was, is }: Column): number => Math.max(was / n, is / m) + Math.abs(was / n - is / m);
  const named = namedOf(pair);
  const ranked = [...named].sort((a, b) => weight(b) - weight(a));
  const isDrawn = new Set(ranked.slice(0, MOST_DRAWN));
  const left = named.filter((column) => !isDrawn.has(column));
  const [other, fresh] = restOf(pair);
  return [...named.filter((column) => isDrawn.has(column)), sumOf('other', [...left, other]), fresh, missingOf(pair)];
}

function isCategorical(pair: Pair): pair is Categorical {
  return pair.layout.kind === 'categorical';
}

function totalOf({ count, missing }: Cell): number {
  return count + missing;
}

function missingOf({ reference, current }: Pair): Column {
  return { label: 'missing', was: reference.missing, is: current.missing };
}

function binOf({ reference, current }: Pair, index: number): Omit<Column, 'label'> {
  return { was: reference.bins?.counts[index] ?? 0, is: current.bins?.counts[index] ?? 0 };
}

function namedOf(pair: Categorical): Column[] {
  return pair.layout.categories.map((label, index) => ({ label, ...binOf(pair, index) }));
}

/** What was rare in the reference, and what it never had. */
function restOf(pair: Categorical): [Column, Column] {
  const size = pair.layout.categories.length;
  return [
    { label: 'other', ...binOf(pair, size) },
    { label: 'new', ...binOf(pair, size + 1) },
  ];
}

function sumOf(label: string, columns: readonly Column[]): Column {
  return columns.reduce((sum, { was, is }) => ({ label, was: sum.was + was, is: sum.is + is }), {
    label,
    was: 0,
    is: 0,
  });
}

/** Joined until a bin holds enough of the one or the other, and so does what is left. */
function joined(pair: Pair): Column[] {
  const { layout } = pair;
  if (layout.kind !== 'numeric') return [];
  const raw = Array.from({ length: binCount(layout) }, (_, index) => binOf(pair, index));
  const totals = sumOf(
    '',
    raw.map((bin) => ({ label: '', ...bin })),
  );
  const isMuch = ({ was, is }: Omit<Column, 'label'>): boolean =>
    was > JOINED_SHARE * totals.was || is > JOINED_SHARE * totals.is;
  const bins: Column[] = [];
  const digits = digitsOf(layout);
  let open = { was: 0, is: 0 };
  let left: Omit<Column, 'label'> = totals;
  let from: number | undefined;
  raw.forEach(({ was, is }, index) => {
    open = { was: open.was + was, is: open.is + is };
    left = { was: left.was - was, is: left.is - is };
    const edge = layout.edges[index];
    if (edge !== undefined && !(isMuch(open) && isMuch(left))) return;
    bins.push({ label: labelOf({ from, to: edge, min: layout.min ?? -Infinity }, digits), ...open });
    from = edge;
    open = { was: 0, is: 0 };
  });
  return bins;
}

const FEWEST_DIGITS = 4;
const MOST_DIGITS = 16;

/** As many as tell the ends of bins apart: of numbers that are large beside how they spread, more. */
function digitsOf({ min, max }: Extract<Layout, { kind: 'numeric' }>): number {
  if (min === null || max === null || min >= max) return MOST_DIGITS;
  const largest = Math.max(Math.abs(min), Math.abs(max));
  return Math.min(MOST_DIGITS, FEWEST_DIGITS + Math.max(0, Math.ceil(Math.log10(largest / (max - min)))));
}

type Ends = { readonly from: number | undefined; readonly to: number | undefined; readonly min: number };

function labelOf({ from, to, min }: Ends, digits: number): string {
  const text = (value: number): string => String(Number(value.toPrecision(digits)));
  if (from === undefined) return to === undefined ? 'all' : to < min ? `below ${text(min)}` : `up to ${text(to)}`;
  if (to === undefined) return `above ${text(from)}`;
  const [low, high] = [text(Math.max(from, min)), text(to)];
  return low === high ? high : `${low}–${high}`;
}
