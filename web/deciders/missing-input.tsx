import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { jsonProblem } from '../ui/typed-json';
import { readTyped } from '../ui/typed-number';

type Scalar = string | number | boolean | null;
type Props = {
  readonly label: string;
  /** What may stand there; `any`: what reads as a number, true, false or null is one. */
  readonly as: 'text' | 'number' | 'any';
  /** Undefined: the usual one. */
  readonly value: Scalar | undefined;
  readonly placeholder: string;
  readonly error: string | undefined;
  readonly onChange: (value: Scalar | undefined) => void;
  readonly onUnfinished: (detail: string) => void;
};

/** What is sent where the case has no value. */
export function MissingInput({ label, as, value, placeholder, error, onChange, onUnfinished }: Props) {
  const [text, setText] = useState(() => wordsOf(value, as));
  const change = (next: string): void => {
    setText(next);
    if (next === '') return onChange(undefined);
    if (as === 'text') return onChange(next);
    if (as === 'any') {
      const problem = isJson(next) ? jsonProblem(next) : null;
      return problem === null ? onChange(scalarOf(next)) : onUnfinished(problem);
    }
    const { value: number, problem } = readTyped(next, { isNeeded: true });
    if (Number.isNaN(number)) onUnfinished(`is not a number${problem === null ? '' : `: ${problem}`}`);
    else onChange(number);
  };
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={text}
      error={error}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // A text.
    return false;
  }
}

function scalarOf(text: string): Scalar {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : (value as Scalar);
  } catch {
    // What is no JSON is a text.
    return text;
  }
}

function wordsOf(value: Scalar | undefined, as: Props['as']): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  // A text that would read as a number keeps its quotes.
  return as === 'any' && scalarOf(value) !== value ? JSON.stringify(value) : value;
}
