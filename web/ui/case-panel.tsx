import { inputSchemaSchema, type InputField } from '@handrail/shared/schema';
import type { ReactNode } from 'react';
import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { Picture, Sound } from './media';
import { When } from './when';

export type Span = { readonly field: string; readonly start: number; readonly end: number; readonly weight: number };
type Props = {
  readonly inputSchema: unknown;
  readonly input: unknown;
  readonly evidence?: readonly Span[] | undefined;
};

/** The case, field by field in the schema's order, with the evidence marked in its text. */
export function CasePanel({ inputSchema, input, evidence = [] }: Props) {
  const { fields } = inputSchemaSchema.parse(inputSchema);
  const values = input as Readonly<Record<string, unknown>>;
  const [short, long] = [
    fields.filter((field) => !isLong(field, values[field.name])),
    fields.filter((field) => isLong(field, values[field.name])),
  ];
  return (
    <Stack gap="md">
      {short.some(({ name }) => values[name] != null) && (
        <Group gap="xl" align="flex-start">
          {short
            .filter(({ name }) => values[name] != null)
            .map((field) => (
              <Box key={field.name} maw="100%">
                <Text size="xs" c="dimmed" title={field.description}>
                  {field.title ?? field.name}
                </Text>
                <Moved span={evidence.find((span) => span.field === field.name && span.end === 0)}>
                  <Value field={field} value={values[field.name]} evidence={evidence} />
                </Moved>
              </Box>
            ))}
        </Group>
      )}
      {long.map((field) => (
        <Box key={field.name}>
          <Title order={2} size="xs" fw={400} c="dimmed">
            {field.title ?? field.name}
          </Title>
          <Value field={field} value={values[field.name]} evidence={evidence} />
        </Box>
      ))}
    </Stack>
  );
}

/** A field that moved the answer as a whole: evidence from 0 to 0. */
function Moved({ span, children }: { readonly span: Span | undefined; readonly children: ReactNode }) {
  if (!span) return children;
  const speaks = span.weight > 0 ? 'for' : 'against';
  return (
    <Box
      component="mark"
      display="inline-block"
      className={`evidence-${speaks}`}
      title={`speaks ${speaks} the answer (${span.weight.toFixed(2)})`}
    >
      {children}
    </Box>
  );
}

function isLong(field: InputField, value: unknown): boolean {
  return (
    field.type === 'image-url' || field.type === 'audio-url' || (field.type === 'text' && typeof value === 'string')
  );
}

function Value({
  field,
  value,
  evidence,
}: {
  readonly field: InputField;
  readonly value: unknown;
  readonly evidence: readonly Span[];
}) {
  switch (field.type) {
    case 'image-url':
      return <Picture src={String(value)} name={field.title ?? field.name} />;
    case 'audio-url':
      return <Sound src={String(value)} name={field.title ?? field.name} />;
    case 'boolean':
      return <Text>{value === true ? 'yes' : 'no'}</Text>;
    case 'date-time':
      return (
        <Text>
          <When iso={String(value)} />
        </Text>
      );
    case 'category':
      return <Text>{String(value)}</Text>;
    case 'number':
      return (
        <Text>
          {String(value)}
          {field.unit ? `\u00a0${field.unit}` : ''}
        </Text>
      );
    case 'text':
      return <Marked text={String(value)} spans={evidence.filter((span) => span.field === field.name)} />;
  }
}

function Marked({ text, spans }: { readonly text: string; readonly spans: readonly Span[] }) {
  const parts = [];
  let at = 0;
  for (const { start, end, weight } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < at || end > text.length || end <= start) continue;
    parts.push(text.slice(at, start));
    const speaks = weight > 0 ? 'for' : 'against';
    parts.push(
      <mark key={start} className={`evidence-${speaks}`} title={`speaks ${speaks} the answer (${weight.toFixed(2)})`}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at));
  return (
    <Text className="case-text" component="div">
      {parts}
    </Text>
  );
}
