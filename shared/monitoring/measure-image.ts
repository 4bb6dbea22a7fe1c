/** What a picture looks like. Sizes in pixels; `brightness` and `contrast` in [0, 1]. */
export type ImageMeasures = {
  readonly width: number;
  readonly height: number;
  /** Mean luma: 0 black, 1 white. */
  readonly brightness: number;
  /** Root-mean-square contrast: the standard deviation of the luma; at most 0.5. */
  readonly contrast: number;
  /** Variance of the Laplacian of the luma in 0–255 (Pech-Pacheco et al. 2000); 0 of a plain or quite blurred picture. */
  readonly sharpness: number;
};

/** Pictures are shrunk to this many pixels on their longer side before they are looked at, so that sharpness compares. */
export const LOOKED_AT_PX = 512;

/** Of red, green and blue bytes, pixel by pixel, the luma in 0–255 (Rec. 601): of pure red 76.245. */
export function lumaOf(rgb: Uint8Array): Float32Array {
  const luma = new Float32Array(Math.floor(rgb.length / 3));
  for (let pixel = 0; pixel < luma.length; pixel += 1) {
    const [red = 0, green = 0, blue = 0] = [rgb[3 * pixel], rgb[3 * pixel + 1], rgb[3 * pixel + 2]];
    luma[pixel] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return luma;
}

/**
 * `luma`: one number in 0–255 a pixel, row by row, `width × height` of them.
 * @throws RangeError where there are not that many, or none.
 */
export function measureImage(
  luma: Uint8Array | Float32Array,
  width: number,
  height: number,
): Pick<ImageMeasures, 'brightness' | 'contrast' | 'sharpness'> {
  if (luma.length === 0 || luma.length !== width * height)
    throw new RangeError(`luma: ${luma.length} bytes for ${width} × ${height} pixels`);
  const { mean, variance } = momentsOf(luma);
  return { brightness: mean / 255, contrast: Math.sqrt(variance) / 255, sharpness: sharpnessOf(luma, width, height) };
}

function momentsOf(luma: Uint8Array | Float32Array): { mean: number; variance: number } {
  let [sum, squares] = [0, 0];
  for (const value of luma) sum += value;
  const mean = sum / luma.length;
  for (const value of luma) squares += (value - mean) ** 2;
  return { mean, variance: squares / luma.length };
}

function sharpnessOf(luma: Uint8Array | Float32Array, width: number, height: number): number {
  const inner = (width - 2) * (height - 2);
  if (width < 3 || height < 3) return 0;
  const at = (index: number): number => luma[index] ?? 0;
  let [sum, squares] = [0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const here = y * width + x;
      const edge = at(here - 1) + at(here + 1) + at(here - width) + at(here + width) - 4 * at(here);
      sum += edge;
      squares += edge * edge;
    }
  }
  return Math.max(0, squares / inner - (sum / inner) ** 2);
}
