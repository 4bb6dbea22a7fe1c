import { valueText } from './scale';
import type { Series, Unit } from './series';
import { isolated } from '../visible-text';

const DRAWN = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'fill-opacity',
  'font-size',
  'font-family',
];
/** Pixels of the picture for each pixel of the screen. */
const SHARPNESS = 2;

/** A chart's numbers as RFC 4180 text: a row a bucket and series, gaps as empty cells. Times in UTC, values in plain units. */
export function csvOf(series: readonly Series[], unit: Unit): string {
  const rows = series.flatMap(({ label, points }) =>
    points.map(({ at, value, lower, upper, n }) => [
      label,
      new Date(at).toISOString(),
      ...[value, lower, upper, n].map((each) => (each == null ? '' : String(each))),
    ]),
  );
  return [['series', 'time', unit.replace(' ', '_'), 'lower', 'upper', 'n'], ...rows]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n');
}

/** Quoted where it must be; what a spreadsheet would run as a formula is kept from it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Gives the browser a file to save. */
export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * The drawing as it looks on the screen, as a PNG file.
 *
 * @throws Error when the browser cannot draw it.
 */
export async function pngOf(svg: SVGSVGElement, background: string): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg, width, height))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width * SHARPNESS, height * SHARPNESS];
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser cannot make pictures.');
  pen.fillStyle = background;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('This browser cannot make pictures.'))), 'image/png'),
  );
}

/** A copy that carries its own style: outside of the page there are no style sheets. */
function standalone(svg: SVGSVGElement, width: number, height: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [svg.querySelectorAll<SVGElement>('*'), copy.querySelectorAll<SVGElement>('*')];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    for (const property of DRAWN) copies[index]?.setAttribute(property, style.getPropertyValue(property));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(copy);
}

/** One line for those who hear the chart: the last known value of each series. */
export function spoken(series: readonly Series[], unit: Unit): string {
  return series
    .map(({ label, points }) => {
      const last = points.findLast(({ value }) => value !== null);
      return `${isolated(label)}: ${last ? `last ${valueText(last.value, unit)}` : 'not enough data yet'}`;
    })
    .join('; ');
}
