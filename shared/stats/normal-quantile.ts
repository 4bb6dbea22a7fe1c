const SPLIT = 0.425;
const CENTRE: readonly (readonly [number, number])[] = [
  [3.3871328727963666, 1],
  [133.14166789178438, 42.31333070160091],
  [1971.5909503065514, 687.1870074920579],
  [13731.693765509461, 5394.196021424751],
  [45921.95393154987, 21213.794301586596],
  [67265.7709270087, 39307.89580009271],
  [33430.575583588128, 28729.085735721943],
  [2509.0809287301227, 5226.495278852854],
];
const MIDDLE: readonly (readonly [number, number])[] = [
  [1.4234371107496835, 1],
  [4.630337846156546, 2.053191626637759],
  [5.769497221460691, 1.6763848301838038],
  [3.6478483247632045, 0.6897673349851],
  [1.2704582524523684, 0.14810397642748008],
  [0.2417807251774506, 0.015198666563616457],
  [0.022723844989269184, 5.475938084995345e-4],
  [7.745450142783414e-4, 1.0507500716444169e-9],
];
const TAIL: readonly (readonly [number, number])[] = [
  [6.657904643501103, 1],
  [5.463784911164114, 0.599832206555888],
  [1.7848265399172913, 0.1369298809227358],
  [0.29656057182850487, 0.014875361290850615],
  [0.026532189526576124, 7.868691311456133e-4],
  [0.0012426609473880784, 1.8463183175100548e-5],
  [2.7115555687434876e-5, 1.421511758316446e-7],
  [2.0103343992922881e-7, 2.0442631033899397e-15],
];

function ratio(coefficients: readonly (readonly [number, number])[], x: number): number {
  let top = 0;
  let bottom = 0;
  for (const [a, b] of [...coefficients].reverse()) {
    top = top * x + a;
    bottom = bottom * x + b;
  }
  return top / bottom;
}

/**
 * Gives the standard normal quantile: the z with P(Z ≤ z) = p, for p in (0, 1); relative error about 1e-16.
 *
 * @throws RangeError naming `p` outside (0, 1).
 * Source: Wichura 1988, algorithm AS 241 (PPND16).
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p: ${p} is not in (0, 1)`);
  const q = p - 0.5;
  if (Math.abs(q) <= SPLIT) return q * ratio(CENTRE, SPLIT * SPLIT - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const z = r <= 5 ? ratio(MIDDLE, r - 1.6) : ratio(TAIL, r - 5);
  return q < 0 ? -z : z;
}
