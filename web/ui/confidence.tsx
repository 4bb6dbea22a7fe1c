import { Group, Text } from '@mantine/core';
import { thresholdText, two } from './format';

type Props = { readonly value: number; readonly threshold: number | null; readonly isShort?: boolean };

/** A confidence: always a number with two digits, and a bar with the threshold marked on it. */
export function Confidence({ value, threshold, isShort = false }: Props) {
  const label =
    threshold === null
      ? `confidence ${two(value)}`
      : `confidence ${two(value, threshold)}, threshold ${thresholdText(threshold)}`;
  return (
    <Group gap="xs" wrap="nowrap" role="img" aria-label={label} title={label}>
      <Text fw={isShort ? 400 : 600} size={isShort ? 'sm' : 'md'} span>
        {two(value, threshold)}
      </Text>
      <div className={isShort ? 'bar bar-short' : 'bar'}>
        <div className="bar-fill" style={{ width: `${100 * value}%` }} />
        {threshold !== null && <div className="bar-mark" style={{ left: `${100 * threshold}%` }} />}
      </div>
    </Group>
  );
}
