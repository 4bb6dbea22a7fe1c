import { own, type InputField } from '@handrail/shared/schema';
import type { ReactNode } from 'react';
import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { EvidenceList, EvidenceMark } from './evidence';
import { evidenceParts, type Span } from './evidence-parts';
import { inputSchemaOf } from './known-schema';
import { Picture, Sound } from './media';
import { UserText, WithSigns } from './user-text';
import { When } from './when';
import { isolated } from './visible-text';

export type { Span } from './evidence-parts';
type Props = {
  readonly inputSchema: unknown;
  readonly input: unknown;
  readonly evidence?: readonly Span[] | undefined;
};

/** The case, field by field in the schema's order, with the evidence marked in its text. */
export function CasePanel({ inputSchema, input, evidence = [] }: Props) {
  const { fields } = inputSchemaOf(inputSchema);
  const values = input as Readonly<Record<string, unknown>>;
  const [short, long] = [
    fields.filter((field) => !isLong(field, own(values, field.name))),
    fields.filter((field) => own(values, field.name) != null && isLong(field, own(values, field.name))),
  ];
  return (
    <Stack gap="md">
      {short.some(({ name }) => own(values, name) != null) && (
        <Group gap="xl" align="flex-start">
          {short
            .filter(({ name }) => own(values, name) != null)
            .map((field) => (
              <Box key={field.name} maw="100%">
                <Text
                  size="xs"
                  c="dimmed"
                  title={field.description === undefined ? undefined : isolated(field.description)}
                  component="div"
                >
                  <UserText text={field.title ?? field.name} />
                </Text>
                <Moved span={evidence.find((span) => span.field === field.name && span.end === 0)}>
                  <Value field={field} value={own(values, field.name)} evidence={evidence} />
                </Moved>
              </Box>
            ))}
        </Group>
      )}
      {long.map((field) => (
        <Box key={field.name}>
          <Title order={2} size="xs" fw={400} c="dimmed">
            <UserText text={field.title ?? field.name} />
          </Title>
          <Value field={field} value={own(values, field.name)} evidence={evidence} />
        </Box>
      ))}
      <EvidenceList fields={fields} values={values} evidence={evidence} />
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
      return (
        <Text component="div">
          <UserText text={String(value)} />
        </Text>
      );
    case 'number':
      return (
        <Text>
          {String(value)}
          {field.unit ? `\u00a0${isolated(field.unit)}` : ''}
        </Text>
      );
    case 'text':
      return (
        <Marked
          text={String(value)}
          spans={evidence.filter((span) => span.field === field.name)}
          most={Math.max(0, ...evidence.map(({ weight }) => Math.abs(weight)))}
        />
      );
  }
}

function Marked({
  text,
  spans,
  most,
}: {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly most: number;
}) {
  return (
    <Text className="case-text" component="div" dir="auto">
      {evidenceParts(text, spans).map((part) =>
        part.weights.length === 0 ? (
          <WithSigns key={part.start} text={part.text} />
        ) : (
          <EvidenceMark key={part.start} part={part} most={most} />
        ),
      )}
    </Text>
  );
}
