import { own, type InputField } from '@handrail/shared/schema';
import { Text } from '@mantine/core';
import type { CSSProperties } from 'react';
import { drawingOf, weightText, type EvidencePart, type Span } from './evidence-parts';
import { UserText, WithSigns } from './user-text';

/** Longer ones are told by their beginning. */
const MOST_WORDS = 120;

/**
 * A part of a text that moved the answer. Each piece over it has a line of its own under it: solid for the answer, dotted
 * against it, as thick as it weighs; the ground is as strong as their sum.
 */
export function EvidenceMark({ part: { text, over }, most }: { readonly part: EvidencePart; readonly most: number }) {
  const sum = over.reduce((all, { weight }) => all + weight, 0);
  const each = over.map(({ weight }) => `${speaks(weight)} (${weight.toFixed(2)})`);
  return (
    <mark
      className={`evidence-mark evidence-${sum > 0 ? 'for' : 'against'}`}
      style={styleOf(over, most)}
      title={each.join(' · ')}
    >
      <WithSigns text={text} />
    </mark>
  );
}

function styleOf(over: EvidencePart['over'], most: number): CSSProperties {
  const { lines, height, ground } = drawingOf(over, most);
  const ink = 'var(--evidence-ink)';
  return {
    '--evidence-ground': `${ground}%`,
    paddingBottom: height,
    backgroundImage: lines
      .map(({ isFor }) =>
        isFor
          ? `linear-gradient(${ink}, ${ink})`
          : `repeating-linear-gradient(90deg, ${ink} 0 2px, transparent 2px 5px)`,
      )
      .join(', '),
    backgroundSize: lines.map(({ thick }) => `100% ${thick}px`).join(', '),
    backgroundPosition: lines.map(({ top, thick }) => `0 calc(100% - ${height - top - thick}px)`).join(', '),
  } as CSSProperties;
}

type ListProps = {
  readonly fields: readonly InputField[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly evidence: readonly Span[];
};

/** Every piece of evidence in words and numbers, the weightiest first: opened by a click, a tap or a key. */
export function EvidenceList({ fields, values, evidence }: ListProps) {
  const known = evidence.filter(({ field }) => fields.some(({ name }) => name === field) && own(values, field) != null);
  if (known.length === 0) return null;
  const sorted = [...known].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return (
    <details className="evidence-list">
      <summary>{known.length === 1 ? 'Evidence: 1 piece' : `Evidence: ${known.length} pieces`}</summary>
      <ol>
        {sorted.map((span, index) => (
          <li key={index}>
            <Text size="sm" span className="figures">
              {weightText(span.weight)}
            </Text>{' '}
            <Text size="sm" span>
              <UserText text={wordsOf(span, fields, values)} /> {speaks(span.weight)}
            </Text>
          </li>
        ))}
      </ol>
    </details>
  );
}

function wordsOf({ field, start, end }: Span, fields: ListProps['fields'], values: ListProps['values']): string {
  const title = fields.find(({ name }) => name === field)?.title ?? field;
  if (end === 0) return title;
  const text = String(own(values, field)).slice(start, end);
  return `“${text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS)}…` : text}”`;
}

function speaks(weight: number): string {
  return `speaks ${weight > 0 ? 'for' : 'against'} the answer`;
}
