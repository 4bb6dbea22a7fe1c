import { TextInput, type TextInputProps } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { boundsProblem, fieldText, readKept, scaled, stepped } from './typed-number';
import { WithSigns } from './user-text';

type Props = Omit<
  TextInputProps,
  'value' | 'defaultValue' | 'onChange' | 'min' | 'max' | 'step' | 'type' | 'inputMode' | 'rightSection'
> & {
  readonly value: number | null;
  /** What stood there and could not be read, when the field comes back. */
  readonly text?: string | undefined;
  /** Told of every change: the number, null when the field is emptied, NaN while it holds what cannot be read; and the text. */
  readonly onChange: (value: number | null, text: string) => void;
  /** In the unit that is typed. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** By what ↑ and ↓ change it; absent: they do not. */
  readonly step?: number;
  /** Decimals are refused. */
  readonly isWhole?: boolean;
  /** An emptied field is NaN, and says so. */
  readonly isNeeded?: boolean;
  /** What is typed is so many times what is kept: 100 for per cent. */
  readonly times?: number;
  /** At least so many decimals are shown, and never fewer than the number has. */
  readonly decimals?: number;
  /** Stands behind the number. */
  readonly unit?: string | undefined;
};

const WIDEST_UNIT = 14;

/**
 * A field for a number that keeps every sign that is typed or pasted ("0.70" is 0.7, "12,5" is 12.5) and says what it cannot
 * read ("1e3", "1,234") instead of reading another number from it. Shows every digit of what is kept. What does not fit its
 * bounds is said, never changed.
 */
export function NumberField(props: Props) {
  const {
    value,
    text,
    onChange,
    times = 1,
    decimals = 0,
    min,
    max,
    step,
    isWhole,
    isNeeded,
    unit,
    error,
    ...rest
  } = props;
  const reading = { isWhole: isWhole ?? false, isNeeded: isNeeded ?? false, times };
  const [typed, setTyped] = useState(() => text ?? textOfUnreadable(value, reading.isNeeded));
  const [seen, setSeen] = useState(value);
  const keptOf = (of: string): number | null => readKept(of, reading).value;
  if (!Object.is(value, seen)) {
    // From elsewhere (a slider, a reset): what was typed no longer stands for it.
    setSeen(value);
    if (typed !== null && !isSame(keptOf(typed), value)) setTyped(null);
  }
  const shown = value === null ? null : scaled(value, times);
  const unreadable = typed === null ? null : readKept(typed, reading).problem;
  const outside = typed === null ? boundsProblem(shown, min, max) : null;
  const change = (next: string): void => {
    setTyped(next);
    onChange(keptOf(next), next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    rest.onKeyDown?.(event);
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (way === undefined || step === undefined || event.defaultPrevented || rest.readOnly) return;
    // With Alt it is for what the field stands in, whose rows it moves.
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    // From what cannot be read there is no next number.
    if (Number.isNaN(shown) && (typed ?? '').trim() !== '') return;
    change(fieldText(stepped(shown, way * step, { min, max }), decimals));
  };
  return (
    <TextInput
      {...rest}
      autoComplete="off"
      // A keypad without a sign is of no use where numbers may be negative.
      inputMode={min === undefined || min < 0 ? 'text' : isWhole ? 'numeric' : 'decimal'}
      error={unreadable ?? error ?? outside}
      value={typed ?? fieldText(shown, decimals)}
      {...(unit !== undefined && unit.trim() !== '' && unitSection(unit.trim()))}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        // What could not be read stays, with the reason beside it.
        if (typed !== null && !Number.isNaN(readKept(typed, reading).value)) setTyped(null);
        rest.onBlur?.(event);
      }}
    />
  );
}

/** What was typed is gone with the field that it stood in; that it was no number is not. */
function textOfUnreadable(value: number | null, isNeeded: boolean): string | null {
  if (!Number.isNaN(value)) return null;
  return isNeeded ? '' : '?';
}

function unitSection(unit: string): Partial<TextInputProps> {
  return {
    rightSection: (
      <bdi className="field-unit" title={unit}>
        <WithSigns text={unit} />
      </bdi>
    ),
    rightSectionWidth: `calc(${Math.min(unit.length, WIDEST_UNIT)} * 0.9ch + 1.2rem)`,
    rightSectionPointerEvents: 'none',
  };
}

function isSame(a: number | null, b: number | null): boolean {
  return Object.is(a, b) || (a !== null && b !== null && Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)));
}
