import type { OnnxConfig, Said } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';
import { softmax } from '../trainer/softmax-fit.js';
import { widthOf } from './propose-mapping.js';
import type { OnnxDescription } from './onnx-file.js';
import type { PlainTensor } from './onnx-messages.js';

/** One text may stand in thousands of columns. */
const MOST_CHARACTERS = 8_000_000;

/**
 * A case as the model takes it. What is missing is NaN for numbers with a point, empty for texts.
 *
 * @throws Error for what an integer or boolean input cannot hold, and for more than 8,000,000 characters.
 */
export function feedsOf(config: OnnxConfig, file: OnnxDescription, input: CaseInput): Record<string, PlainTensor> {
  let characters = 0;
  const counted = (value: number | string | bigint): number | string | bigint => {
    characters += typeof value === 'string' ? value.length : 1;
    if (characters > MOST_CHARACTERS)
      throw new Error(`The model would be given more than ${MOST_CHARACTERS} characters.`);
    return value;
  };
  return Object.fromEntries(
    config.inputs.map(({ name, columns }) => {
      const described = file.inputs.find((one) => one.name === name);
      const type = described?.type ?? 'float32';
      const values = columns.map(({ field, is }) =>
        counted(valueOf(type, { field, value: Object.hasOwn(input, field) ? input[field] : undefined, is })),
      );
      const width = described ? (widthOf(described) ?? columns.length) : columns.length;
      return [name, { type, dims: described?.shape.length === 1 ? [1] : [1, width], values }];
    }),
  );
}

type Given = { readonly field: string; readonly value: CaseInput[string] | undefined; readonly is: string | undefined };

function valueOf(type: string, { field, value, is }: Given): number | string | bigint {
  if (is !== undefined) return type === 'int64' ? BigInt(value === is) : Number(value === is);
  if (type === 'string') return value === undefined ? '' : String(value);
  const number = typeof value === 'string' ? Date.parse(value) / 1000 : value === undefined ? NaN : Number(value);
  if (type === 'float32' || type === 'float64') return number;
  if (!Number.isFinite(number)) throw new Error(`${field} is missing, and the model takes whole numbers there.`);
  return type === 'int64' ? BigInt(Math.trunc(number)) : Math.trunc(number);
}

/** Reads the answer. @throws Error when it is no answer: not a number, of another size. */
export function saidOf({ output }: OnnxConfig, tensor: PlainTensor): Said {
  if (output.kind === 'label') return { value: String(tensor.values[0]) };
  const numbers = tensor.values.map(Number);
  if (!numbers.every(Number.isFinite)) throw new Error('The model’s answer is not a finite number.');
  if (output.kind === 'number') return { value: numbers[0] };
  const chances = chancesOf(output, numbers);
  const confidence = Math.max(...chances);
  const best = chances.indexOf(confidence);
  return {
    value: output.labels[best],
    confidence,
    rawConfidence: confidence,
    scores: Object.fromEntries(output.labels.map((label, index) => [label, chances[index] ?? 0])),
  };
}

function chancesOf(
  { labels, activation }: Extract<OnnxConfig['output'], { kind: 'scores' }>,
  numbers: readonly number[],
): number[] {
  const [only] = numbers;
  if (numbers.length === 1 && only !== undefined && labels.length === 2) {
    const high = activation === 'none' ? only : 1 / (1 + Math.exp(-only));
    return inRange([1 - high, high]);
  }
  if (numbers.length !== labels.length)
    throw new Error(`The model gave ${numbers.length} scores for ${labels.length} labels.`);
  if (activation === 'softmax') return softmax(numbers);
  return inRange(activation === 'sigmoid' ? numbers.map((one) => 1 / (1 + Math.exp(-one))) : [...numbers]);
}

const SLACK = 1e-6;

function inRange(chances: readonly number[]): number[] {
  if (chances.some((chance) => chance < -SLACK || chance > 1 + SLACK))
    throw new Error('The model’s scores are no probabilities: say in the mapping that they are logits.');
  return chances.map((chance) => Math.min(1, Math.max(0, chance)));
}
