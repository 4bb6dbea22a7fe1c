import type { HeldOut } from '@handrail/shared/deciders';
import { Box, Stack, Text } from '@mantine/core';
import { count, percent } from '../ui/format';

const SIZE = 180;
const PAD = 26;
/** Room for half of the largest dot. */
const EDGE = 12;

/** Confidence against how often it was right, a dot for each bin, its area by its cases; on the line it is honest. */
export function ModelCardReliability({ heldOut: { reliability, cases } }: { readonly heldOut: HeldOut }) {
  const at = (value: number): number => PAD + value * (SIZE - PAD - EDGE);
  const up = (value: number): number => SIZE - PAD - value * (SIZE - PAD - EDGE);
  const says = reliability
    .map((bin) => `confidence ${bin.confidence.toFixed(2)}: right ${percent(bin.accuracy)} of ${count(bin.count)}`)
    .join('; ');
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        Is its confidence honest
      </Text>
      <Box w={SIZE}>
        <svg viewBox={`0 0 ${SIZE} ${SIZE}`} width="100%" role="img" aria-label={`Reliability. ${says}`}>
          <line className="curve-grid" x1={at(0)} y1={up(0)} x2={at(1)} y2={up(1)} />
          <line className="curve-grid" x1={at(0)} y1={up(0)} x2={at(1)} y2={up(0)} />
          <line className="curve-grid" x1={at(0)} y1={up(0)} x2={at(0)} y2={up(1)} />
          {reliability.map((bin) => (
            <circle
              key={bin.confidence}
              className="reliability-dot"
              cx={at(bin.confidence)}
              cy={up(bin.accuracy)}
              r={2.5 + 8 * Math.sqrt(bin.count / Math.max(1, cases))}
            >
              <title>{`${bin.confidence.toFixed(2)}: ${percent(bin.accuracy)} of ${count(bin.count)} right`}</title>
            </circle>
          ))}
          <text className="curve-text" x={at(0.5)} y={SIZE - 6} textAnchor="middle">
            confidence
          </text>
          <text className="curve-text" x={10} y={up(0.5)} textAnchor="middle" transform={`rotate(-90 10 ${up(0.5)})`}>
            right
          </text>
        </svg>
      </Box>
    </Stack>
  );
}
