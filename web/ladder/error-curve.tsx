import { FEWEST_LABELS } from '@handrail/shared/ladder';
import { useQuery } from '@apollo/client/react';
import { Paper, Text } from '@mantine/core';
import { useEffect } from 'react';
import { count, percent, thresholdText, withInterval } from '../ui/format';
import { ErrorCurveDocument, type ErrorCurveQuery, type PolicySettingsInput } from '../lib/generated/graphql';
import { useReadAgain } from '../lib/pulse';
import { Empty, Failed, Loading } from '../ui/states';
import { messageOf } from '../lib/problem';

type Point = ErrorCurveQuery['errorCurve'][number];
type Known = Point & { readonly error: number };
type Props = {
  readonly projectId: string;
  readonly inForce: number;
  readonly chosen: number;
  /** What is being chosen; null: what is in force. */
  readonly settings: PolicySettingsInput | null;
  /** Cases that nothing is known of yet: the curve is read again when they are fewer. */
  readonly left: number;
  readonly onChoose?: ((threshold: number) => void) | undefined;
};

const WIDTH = 360;
const HEIGHT = 250;
const PAD = { left: 40, right: 26, top: 12, bottom: 34 };

/** Error against share automated, one point a threshold; where too little is known it is hatched. */
export function ErrorCurve({ projectId, inForce, chosen, settings, left, onChoose }: Props) {
  const {
    data: newest,
    previousData,
    error,
    refetch,
  } = useQuery(ErrorCurveDocument, { variables: { projectId, settings } });
  const data = newest ?? previousData;
  useReadAgain(['decisionsMark', 'projectMark'], () => refetch());
  // Synchronises with the machines that are being asked, on the server.
  useEffect(() => {
    void refetch();
  }, [left, refetch]);
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={6} />;
  const points = data.errorCurve;
  const most = Math.max(0, ...points.map(({ labelled }) => labelled));
  const known = points.filter((point): point is Known => point.error !== null && point.labelled >= FEWEST_LABELS);
  return (
    <Paper withBorder p="md">
      <Text fw={600} id="curve-title">
        Error against share automated
      </Text>
      {known.length < 2 ? (
        <Empty title={`Not enough data yet (${most} of about ${FEWEST_LABELS})`}>
          It needs blind labels of cases that the machine in force has answered. Shadow and audits give them.
        </Empty>
      ) : (
        <>
          <Plot points={known} inForce={inForce} chosen={chosen} onChoose={onChoose} />
          <Text size="sm" aria-live="polite">
            {sentenceOf(points, chosen)}
          </Text>
          <Text size="xs" c="dimmed" mt={4}>
            Partial automation by the last cases and blind labels, at most 500 and 2,000, each label weighted by how
            likely it was to be given; band: 95 % for one threshold.
          </Text>
        </>
      )}
    </Paper>
  );
}

function sentenceOf(points: readonly Point[], threshold: number): string {
  const point = nearest(points, threshold);
  if (!point) return '';
  const share = `At ${thresholdText(threshold)} Partial automation would decide ${percent(point.share)}`;
  if (point.error === null || point.labelled < FEWEST_LABELS)
    return `${share}; not enough data yet on its error (${point.labelled} of about ${FEWEST_LABELS} blind labels).`;
  return `${share}, ${withInterval(point.error, point)} of them wrong, by ${count(point.labelled)} blind labels.`;
}

function nearest<P extends Point>(points: readonly P[], threshold: number): P | undefined {
  return [...points].sort((a, b) => Math.abs(a.threshold - threshold) - Math.abs(b.threshold - threshold))[0];
}

function Plot({
  points,
  inForce,
  chosen,
  onChoose,
}: { readonly points: readonly Known[] } & Pick<Props, 'inForce' | 'chosen' | 'onChoose'>) {
  const top = niceCeiling(Math.max(...points.map(({ error, upper }) => Math.min(upper, 4 * error + 0.02))));
  const x = (share: number): number => PAD.left + share * (WIDTH - PAD.left - PAD.right);
  const y = (error: number): number =>
    HEIGHT - PAD.bottom - (Math.min(error, top) / top) * (HEIGHT - PAD.top - PAD.bottom);
  const line = points.map(({ share, error }) => `${x(share)},${y(error)}`).join(' ');
  const band = [
    ...points.map(({ share, upper }) => `${x(share)},${y(upper)}`),
    ...[...points].reverse().map(({ share, lower }) => `${x(share)},${y(lower)}`),
  ].join(' ');
  const least = Math.min(...points.map(({ share }) => share));
  const [now, then] = [nearest(points, inForce), nearest(points, chosen)];
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
      role="img"
      aria-labelledby="curve-title"
      style={{ display: 'block', cursor: onChoose ? 'crosshair' : 'default' }}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const share = (((event.clientX - box.left) / box.width) * WIDTH - PAD.left) / (WIDTH - PAD.left - PAD.right);
        const [point] = points.filter(isOnSlider).sort((a, b) => Math.abs(a.share - share) - Math.abs(b.share - share));
        if (point) onChoose?.(point.threshold);
      }}
    >
      <defs>
        <pattern id="unknown" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" x2="0" y2="7" className="curve-grid" />
        </pattern>
      </defs>
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <line className="curve-grid" x1={PAD.left} x2={WIDTH - PAD.right} y1={y(part * top)} y2={y(part * top)} />
          <text className="curve-text" x={PAD.left - 6} y={y(part * top) + 4} textAnchor="end">
            {percentOf(part * top)}
          </text>
        </g>
      ))}
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <text key={share} className="curve-text" x={x(share)} y={HEIGHT - PAD.bottom + 16} textAnchor="middle">
          {percentOf(share)}
        </text>
      ))}
      <text className="curve-text" x={x(0.5)} y={HEIGHT - 4} textAnchor="middle">
        decided by the machine
      </text>
      {least > 0.02 && (
        <rect
          x={x(0)}
          y={PAD.top}
          width={x(least) - x(0)}
          height={HEIGHT - PAD.top - PAD.bottom}
          fill="url(#unknown)"
        />
      )}
      <polygon className="curve-band" points={band} />
      <polyline className="curve-line" points={line} />
      {now && <line className="curve-now" x1={x(now.share)} x2={x(now.share)} y1={PAD.top} y2={y(0)} />}
      {now && (
        <text className="curve-text" x={x(now.share) - 4} y={PAD.top + 10} textAnchor="end">
          now {thresholdText(inForce)}
        </text>
      )}
      {then && chosen !== inForce && (
        <line className="curve-then" x1={x(then.share)} x2={x(then.share)} y1={PAD.top} y2={y(0)} />
      )}
      {then && <circle className="curve-point" cx={x(then.share)} cy={y(then.error)} r="5" />}
    </svg>
  );
}

/** The slider moves in hundredths; the curve is finer where confidences crowd. */
function isOnSlider({ threshold }: Point): boolean {
  return Math.abs(100 * threshold - Math.round(100 * threshold)) < 1e-9;
}

function percentOf(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** The next of 1, 2, 5 times a power of ten. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 0.001)));
  return Math.min(1, ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power);
}
