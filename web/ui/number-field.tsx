// The one place where the raw field may stand; everything else takes this one (see eslint.config.mjs).
import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';
import { boundsProblem, fieldText, readTyped, scaled } from './typed-number';

type Props = Omit<
  NumberInputProps,
  | 'value'
  | 'defaultValue'
  | 'onChange'
  | 'onValueChange'
  | 'min'
  | 'max'
  | 'decimalScale'
  | 'fixedDecimalScale'
  | 'clampBehavior'
> & {
  readonly value: number | null;
  /** Told of every number that is typed, and of null when the field is emptied. */
  readonly onChange: (value: number | null) => void;
  /** In the unit that is typed. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** What is typed is so many times what is kept: 100 for per cent. */
  readonly times?: number;
  /** At least so many decimals are shown, and never fewer than the number has. */
  readonly decimals?: number;
};

/**
 * A field for a number: takes what is typed as it is typed ("0.70" is 0.7), keeps the text while it is being typed,
 * and shows every digit of what is kept. What does not fit its bounds is said, never changed.
 */
export function NumberField({ value, onChange, times = 1, decimals = 0, min, max, error, ...rest }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const [seen, setSeen] = useState(value);
  if (!Object.is(value, seen)) {
    // From elsewhere (a slider, a reset): what was typed no longer stands for it.
    setSeen(value);
    if (typed !== null && !isSame(keptOf(typed, times), value)) setTyped(null);
  }
  const shown = value === null ? null : scaled(value, times);
  const problem = typed === null ? boundsProblem(shown, min, max) : readTyped(typed).problem;
  return (
    <NumberInput
      {...rest}
      {...(min !== undefined && { min })}
      {...(max !== undefined && { max })}
      clampBehavior="none"
      trimLeadingZeroesOnBlur={false}
      error={error ?? problem}
      value={typed ?? fieldText(shown, decimals)}
      onChange={(next) => {
        const text = String(next);
        setTyped(text);
        const { problem: refused } = readTyped(text);
        if (refused === null) onChange(keptOf(text, times));
      }}
      onBlur={(event) => {
        // What could not be read stays, with the reason beside it.
        if (typed !== null && readTyped(typed).problem === null) setTyped(null);
        rest.onBlur?.(event);
      }}
    />
  );
}

function keptOf(text: string, times: number): number | null {
  const { value } = readTyped(text);
  return value === null ? null : scaled(value, 1 / times);
}

function isSame(a: number | null, b: number | null): boolean {
  return Object.is(a, b) || (a !== null && b !== null && Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)));
}
