import { addToCell, Binning, emptyCell } from '@handrail/shared/monitoring';
import { insertReferences } from '../../../server/dist/monitoring/drift/references.sql.js';
import { layoutId } from '../../../server/dist/monitoring/metric-layouts.js';

const FROM_CASES = 3000;
const BINS = 64;
const CATEGORIES = 200;

const isFrozen = (metric) => metric === 'input.value' || metric.startsWith('input.image');

/** The bins of fields and media out of 3,000 cases, as the server freezes them; `tell` tells one case to an adder. */
export function frozenLayouts(tell) {
  const collected = new Map();
  for (let index = 0; index < FROM_CASES; index += 1) {
    tell(() => (metric, part, value) => {
      if (!isFrozen(metric) || value === null) return;
      const key = JSON.stringify([metric, part]);
      const known = collected.get(key);
      if (known) known.push(value);
      else collected.set(key, [value]);
    });
  }
  return [...collected].map(([key, values]) => {
    const [metric, part] = JSON.parse(key);
    return { metric, part, layout: layoutOf(values) };
  });
}

function layoutOf(values) {
  if (typeof values[0] === 'string') {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const names = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
    return { kind: 'categorical', categories: names.slice(0, CATEGORIES), rest: names.slice(CATEGORIES) };
  }
  const sorted = [...values].sort((a, b) => a - b);
  const edges = Array.from({ length: BINS - 1 }, (_, i) => sorted[Math.floor(((i + 1) / BINS) * sorted.length)]);
  return { kind: 'numeric', edges: [...new Set(edges)], min: sorted[0], max: sorted.at(-1) };
}

/** Keeps what 3,000 cases were like as the reference of a project, whole and segment by segment. */
export async function storeReferences(tx, { projectId, at, layouts, tell }) {
  const cells = new Map();
  const binnings = new Map(layouts.map(({ metric, part, layout }) => [`${metric}\0${part}`, new Binning(layout)]));
  for (let index = 0; index < FROM_CASES; index += 1) {
    tell(({ segment }) => (metric, part, value) => {
      const binning = binnings.get(`${metric}\0${part}`);
      if (!binning) return;
      for (const of of [null, segment]) {
        const key = JSON.stringify([metric, part, of]);
        if (!cells.has(key)) cells.set(key, emptyCell({ binning }));
        addToCell(cells.get(key), value, { hasSketch: false, binning });
      }
    });
  }
  const rows = [...cells].map(([key, cell]) => {
    const [metric, part, segment] = JSON.parse(key);
    const { layout } = binnings.get(`${metric}\0${part}`);
    const frozen = { layoutId: layoutId(layout), layout, source: 'CASES', firstAt: at, lastAt: at, frozenAt: at };
    return { projectId, decider: '', metric, part, segment, ...frozen, cell };
  });
  await insertReferences(tx, rows);
}
