import {
  addToCell,
  Binning,
  emptyCell,
  mergeCells,
  QuantileSketch,
  SKETCH_ERROR,
  storeCell,
} from '@handrail/shared/monitoring';
import { random } from '@handrail/shared/stats/simulate';

const VALUES = 200_000;
const SHARDS = 100;
const ORDERS = 20;
const SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999];
const draw = random(1);
const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
const SHAPES = {
  'latencies (lognormal)': () => Math.exp(3 + 0.8 * normal()),
  'amounts (Pareto 1.2)': () => (1 - draw()) ** (-1 / 1.2),
  'differences (normal, both signs)': () => 100 * normal(),
};

/** What a quantile is wrong by after 100 parts were merged in any order, against the values themselves. */
export function run() {
  return {
    title: `Sketches: ${VALUES.toLocaleString('en')} values in ${SHARDS} parts, merged in ${ORDERS} random orders; seed 1.`,
    rows: Object.entries(SHAPES).flatMap(([name, value]) => rowsOf(name, Array.from({ length: VALUES }, value))),
  };
}

function rowsOf(name, values) {
  const edges = Array.from({ length: 63 }, (_, index) => -315 + index * 10);
  const shape = { hasSketch: true, binning: new Binning({ kind: 'numeric', edges, min: null, max: null }) };
  const shards = Array.from({ length: SHARDS }, () => emptyCell(shape));
  values.forEach((value, index) => addToCell(shards[index % SHARDS], value, shape));
  const merged = Array.from({ length: ORDERS }, () => mergeCells(shuffled(shards)));
  const sorted = Float64Array.from(values).sort();
  const errors = SHARES.map((share) => {
    const exact = sorted[Math.max(0, Math.ceil(share * VALUES) - 1)];
    return Math.max(...merged.map(({ sketch }) => Math.abs(sketch.quantiles([share])[0] - exact) / Math.abs(exact)));
  });
  const prints = new Set(merged.map((cell) => Buffer.from(storeCell(cell).sketch).toString('hex') + cell.bins.counts));
  const worst = Math.max(...errors);
  return [
    {
      what: `${name}: worst error of ${SHARES.length} quantiles`,
      measured: `${(100 * worst).toFixed(3)} % of the value`,
      budget: `≤ ${100 * SKETCH_ERROR} %`,
      holds: worst <= SKETCH_ERROR + 1e-9,
    },
    {
      what: `${name}: different results of ${ORDERS} orders`,
      measured: prints.size - 1,
      budget: '0',
      holds: prints.size === 1 && merged[0].sketch instanceof QuantileSketch,
    },
  ];
}

function shuffled(given) {
  const list = [...given];
  for (let index = list.length - 1; index > 0; index -= 1) {
    const other = Math.floor(draw() * (index + 1));
    [list[index], list[other]] = [list[other], list[index]];
  }
  return list;
}
