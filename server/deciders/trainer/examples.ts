import { own, type CaseInput, type InputSchema, type OutputValue } from '@handrail/shared/schema';
import { hashUniform } from '@handrail/shared/stats';
import { fieldsOf, type Recipe } from './recipe.js';
import type { Matrix } from './softmax-fit.js';
import { takeWords } from './text-features.js';

/** The share of cases that measure and never teach. */
export const HELD_OUT_SHARE = 0.2;
/** The rest is cut into so many parts of equal chance. */
export const FOLDS = 4;

/** A label with its case, as the trainer takes it. */
export type Example = {
  readonly input: CaseInput;
  /** One label, several in the order of the classes, or a number. Null: nobody has said; such a case is judged, and does not teach. */
  readonly label: string | number | readonly string[] | null;
  /** How much it counts. */
  readonly weight: number;
  /** What the champion said of it, where it was held out; undefined where nobody knows. */
  readonly champion?: OutputValue | undefined;
};

/** Equal answers have equal keys. */
export function keyOf(answer: OutputValue): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}

/**
 * Where a case belongs: −1, held out; or a fold of the training part, from 0. It follows from what the case holds (case
 * and blanks of text aside), never from the seed, the project or the time: the same content is on the same side for
 * every version, so duplicates never straddle, and no version of ours has learned from what another is measured on.
 */
export function foldOf(input: CaseInput): number {
  const key = Object.keys(input)
    .sort()
    .map((name) => `${name}=${contentOf(input[name])}`)
    .join('\0');
  const draw = hashUniform({ salt: 'handrail', purpose: 'split', key });
  return draw < HELD_OUT_SHARE ? -1 : Math.floor(((draw - HELD_OUT_SHARE) / (1 - HELD_OUT_SHARE)) * FOLDS);
}

function contentOf(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase().replace(/\s+/gu, ' ').trim() : String(value);
}

/** Numbers in a growing block of memory. */
class Growing<T extends Int32Array | Float32Array> {
  length = 0;
  constructor(private block: T) {}

  push(value: number): void {
    if (this.length === this.block.length) {
      // The constructor of a typed array makes the same kind.
      const wider = new (this.block.constructor as new (length: number) => T)(2 * this.length);
      wider.set(this.block);
      this.block = wider;
    }
    this.block[this.length] = value;
    this.length += 1;
  }

  taken(): T {
    return this.block.subarray(0, this.length) as T;
  }
}

/**
 * The examples as they are held while a model is fitted: of a text only the buckets of its words. What each was given
 * with is forgotten when it has been read.
 */
export class Examples {
  /** Places in the classes; −1 where nobody has said. Of several labels the first, and 0 where there is none of them. */
  readonly labels: number[] = [];
  /** The places of several labels; nothing where each case has one. */
  readonly sets: (readonly number[])[] = [];
  /** Where an answer is a number: that of each row. */
  readonly values: number[] = [];
  readonly folds: number[] = [];
  readonly weights: number[] = [];
  readonly champions: (string | undefined)[] = [];
  /** The fields that are not text. */
  readonly rows: CaseInput[] = [];
  private readonly words = new Growing(new Int32Array(4096));
  private readonly ends: number[] = [];
  private readonly texts: readonly string[];

  constructor(
    { fields }: InputSchema,
    private readonly classes: readonly string[],
    private readonly bits: number,
  ) {
    this.texts = fields.filter(({ type }) => type === 'text').map(({ name }) => name);
  }

  get length(): number {
    return this.labels.length;
  }

  /** @throws RangeError for a label that is none of the classes. */
  add({ input, label, weight, champion }: Example): void {
    const places =
      typeof label === 'number' || label === null
        ? [label === null ? -1 : 0]
        : [label].flat().map((one) => this.placeOf(one));
    if (typeof label === 'number') this.values[this.labels.length] = label;
    for (const name of this.texts) {
      const text = own(input, name);
      if (typeof text === 'string') takeWords({ name, text, bits: this.bits }, (bucket) => this.words.push(bucket));
    }
    this.ends.push(this.words.length);
    this.labels.push(places[0] ?? 0);
    if (Array.isArray(label)) this.sets[this.labels.length - 1] = places;
    this.folds.push(foldOf(input));
    this.weights.push(weight);
    this.champions.push(champion === undefined ? undefined : keyOf(champion));
    this.rows.push(Object.fromEntries(Object.entries(input).filter(([name]) => !this.texts.includes(name))));
  }

  private placeOf(label: string): number {
    const place = this.classes.indexOf(label);
    if (place < 0) throw new RangeError(`label: ${label} is none of the classes`);
    return place;
  }

  /** All that a case was said to be, as places in the classes. */
  placesOf(row: number): readonly number[] {
    return this.sets[row] ?? this.labels.slice(row, row + 1).filter((place) => place >= 0);
  }

  /** Makes the mean weight 1, so that learning is as fast weighted as not. */
  normalise(): void {
    const mean = this.weights.reduce((sum, weight) => sum + weight, 0) / this.weights.length;
    this.weights.forEach((weight, index) => (this.weights[index] = weight / mean));
  }

  /** Indices of the rows for which `take` holds of their fold. */
  where(take: (fold: number) => boolean): number[] {
    return this.folds.flatMap((fold, index) => (take(fold) ? [index] : []));
  }

  /** All rows as this recipe sees them. */
  matrix(recipe: Recipe): Matrix {
    const buckets = new Growing(new Int32Array(4096));
    const values = new Growing(new Float32Array(4096));
    const starts = new Uint32Array(this.length + 1);
    const words = this.words.taken();
    const others = (recipe.texts ?? []).filter((name) => !this.texts.includes(name));
    this.rows.forEach((row, index) => {
      const from = this.ends[index - 1] ?? 0;
      const to = this.ends[index] ?? 0;
      for (let at = from; at < to; at += 1) buckets.push(words[at] ?? 0);
      for (const name of others) {
        const text = own(row, name);
        if (typeof text === 'string') takeWords({ name, text, bits: recipe.bits }, (bucket) => buckets.push(bucket));
      }
      const wordScale = 1 / Math.sqrt(Math.max(1, buckets.length - values.length));
      const fields = fieldsOf(recipe, row);
      // Words and coarse fields share one scale; the fields of a table have their own.
      const scale =
        recipe.learner === 'text'
          ? 1 / Math.sqrt(Math.max(1, buckets.length - values.length + fields.length))
          : 1 / Math.sqrt(Math.max(1, fields.length));
      while (values.length < buckets.length) values.push(recipe.learner === 'text' ? scale : wordScale);
      for (const { bucket, value } of fields) {
        buckets.push(bucket);
        values.push(value * scale);
      }
      starts[index + 1] = buckets.length;
    });
    return { starts, buckets: buckets.taken(), values: values.taken() };
  }
}
