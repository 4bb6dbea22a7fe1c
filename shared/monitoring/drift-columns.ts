import type { Cell } from './cell.js';
import { binCount, type Layout } from './layout.js';

/** How many cases a bin held in the reference and holds now. */
export type Column = { readonly label: string; readonly was: number; readonly is: number };
type Pair = { readonly layout: Layout; readonly reference: Cell; readonly current: Cell };
type Categorical = Pair & { readonly layout: Extract<Layout, { kind: 'categorical' }> };

/** Bins of numbers that hold less than this then and now are joined. */
const JOINED_SHARE = 0.05;
/** χ² needs so many expected in a cell. */
const LEAST_EXPECTED = 5;
/** As a share of the reference. */
const ONCE_WITHIN = 0.01;
/** No more categories can be told apart in a picture: those that moved the most, and the busiest. */
const MOST_DRAWN = 24;

/**
 * What a test compares: numbers in at most 20 joined bins; categories that are not rare in both windows together, all that
 * is rare as one, and what is new. In a field with a long tail, every window holds names that another of the same field
 * does not, so of the reference counts as new what it holds once: without that one case it would never have had the name
 * (Good 1953, Biometrika 40; leave one out). Where a frozen reference does not tell how much that is, new counts as rare.
 * Last, the missing ones.
 */
export function columnsOf(pair: Pair): Column[] {
  if (!isCategorical(pair)) return [...joined(pair), missingOf(pair)];
  const [n, m] = [totalOf(pair.reference), totalOf(pair.current)];
  const smaller = Math.min(n, m) / (n + m);
  const named = namedOf(pair);
  const isRare = ({ was, is }: Column): boolean => (was + is) * smaller < LEAST_EXPECTED;
  const seldom = sumOf('rare', [...named.filter(isRare), ...restOf(pair)]);
  const once = heldOnce(pair, named);
  const fresh = { label: 'new', was: once ?? 0, is: restOf(pair)[1]?.is ?? 0 };
  const rest =
    once === undefined || isRare(fresh)
      ? [seldom]
      : [{ label: 'rare', was: seldom.was - fresh.was, is: seldom.is - fresh.is }, fresh];
  return [...named.filter((column) => !isRare(column)), ...rest, missingOf(pair)].filter(({ was, is }) => was + is > 0);
}

/** How many names the reference holds once, to a hundredth of its cases; undefined: it does not tell. */
function heldOnce({ layout, reference }: Categorical, named: readonly Column[]): number | undefined {
  const size = layout.categories.length;
  const [other, unlisted] = [reference.bins?.counts[size] ?? 0, reference.bins?.counts[size + 1] ?? 0];
  const singles = named.filter(({ was }) => was === 1).length;
  // The names that are listed are the busiest ones: the others are held no more often than the last of them.
  if (singles > 0) return singles + other + unlisted;
  const [least, most] = [Math.max(0, 2 * layout.rest.length - other), layout.rest.length];
  if (most - least > ONCE_WITHIN * totalOf(reference)) return undefined;
  return (least + most) / 2 + unlisted;
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
  return [
    ...named.filter((column) => isDrawn.has(column)),
    sumOf('other', [...left, ...(other ? [other] : [])]),
    ...(fresh ? [fresh] : []),
    missingOf(pair),
  ];
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
function restOf(pair: Categorical): Column[] {
  const size = pair.layout.categories.length;
  return ['other', 'new'].map((label, index) => ({ label, ...binOf(pair, size + index) }));
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
  let open = { was: 0, is: 0 };
  let left: Omit<Column, 'label'> = totals;
  let from: number | undefined;
  raw.forEach(({ was, is }, index) => {
    open = { was: open.was + was, is: open.is + is };
    left = { was: left.was - was, is: left.is - is };
    const edge = layout.edges[index];
    if (edge !== undefined && !(isMuch(open) && isMuch(left))) return;
    bins.push({ label: labelOf(from, edge, layout.min ?? -Infinity), ...open });
    from = edge;
    open = { was: 0, is: 0 };
  });
  return bins;
}

function labelOf(from: number | undefined, to: number | undefined, min: number): string {
  const text = (value: number): string => String(Number(value.toPrecision(4)));
  if (from === undefined) return to === undefined ? 'all' : to < min ? `below ${text(min)}` : `up to ${text(to)}`;
  if (to === undefined) return `above ${text(from)}`;
  const [low, high] = [text(Math.max(from, min)), text(to)];
  return low === high ? high : `${low}–${high}`;
}
