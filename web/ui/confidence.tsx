import { Group, Text } from '@mantine/core';
import { two } from './format';

/** A confidence: always a number with two digits, and a bar with the threshold marked on it. */
export function Confidence({ value, threshold }: { readonly value: number; readonly threshold: number | null }) {
  const label =
    threshold === null ? `confidence ${two(value)}` : `confidence ${two(value)}, threshold ${two(threshold)}`;
  return (
    <Group gap="xs" wrap="nowrap" role="img" aria-label={label}>
      <Text fw={600} span>
        {two(value)}
      </Text>
      <div className="bar" style={{ width: 120 }}>
        <div className="bar-fill" style={{ width: `${100 * value}%` }} />
        {threshold !== null && <div className="bar-mark" style={{ left: `${100 * threshold}%` }} />}
      </div>
    </Group>
  );
}
