import { Anchor, Group, Text, UnstyledButton } from '@mantine/core';
import { exactTime } from '../format';
import type { Mark, Series } from './series';
import { UserText } from '../user-text';
import { isolated } from '../visible-text';

/** Lines that can be told apart by colour and dash. */
export const STYLES = 6;
/** So many bands can lie over each other and be told apart. */
export const MOST_BANDS = 2;
const MARK_NAMES = { policy: 'Policy', rollout: 'Rollout', alarm: 'Alarm' } as const;

export function lineClass(index: number, isReference: boolean | undefined): string {
  return `chart-line chart-${index % STYLES}${isReference ? ' chart-reference' : ''}`;
}

type LegendProps = {
  readonly series: readonly Series[];
  readonly banded: readonly string[];
  readonly onChoose: (id: string) => void;
};

/** Which line is which; of many, whose interval is drawn. */
export function Legend({ series, banded, onChoose }: LegendProps) {
  if (series.length < 2) return null;
  const hasChoice =
    series.length > MOST_BANDS && series.some(({ points }) => points.some(({ lower }) => lower != null));
  return (
    <Group gap={hasChoice ? 4 : 'md'} mt={4} className="chart-legend">
      {series.map(({ id, label, isReference }, index) => {
        const key = (
          <Group gap={6} wrap="nowrap">
            <svg width="24" height="8" aria-hidden>
              <path d="M0 4H24" className={lineClass(index, isReference)} />
            </svg>
            <Text size="xs">
              <UserText text={label} />
            </Text>
          </Group>
        );
        if (!hasChoice) return <div key={id}>{key}</div>;
        return (
          <UnstyledButton
            key={id}
            className="chart-choice"
            aria-pressed={banded.includes(id)}
            title={`Draw the interval of ${isolated(label)}`}
            onClick={() => onChoose(id)}
          >
            {key}
          </UnstyledButton>
        );
      })}
    </Group>
  );
}

/** What happened, in words, under the lines that stand for it. */
export function MarkList({ marks }: { readonly marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  return (
    <details className="chart-marks">
      <summary>{marks.length === 1 ? '1 thing happened' : `${marks.length} things happened`}</summary>
      <ul>
        {marks.map(({ at, kind, label, href }, index) => (
          <li key={index} className={`chart-mark-item chart-mark-${kind}`}>
            <time dateTime={new Date(at).toISOString()}>{exactTime(new Date(at).toISOString())}</time>{' '}
            {MARK_NAMES[kind]}:{' '}
            {href ? (
              <Anchor href={href}>
                <UserText text={label} />
              </Anchor>
            ) : (
              label
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
