import { Code, Text, Title } from '@mantine/core';

/** The model card as it was given, where nothing draws it better. */
export function CardFacts({ card }: { readonly card: unknown }) {
  const isEmpty = typeof card !== 'object' || card === null || Object.keys(card).length === 0;
  return (
    <section aria-label="Model card">
      <Title order={3} size="h5" mb="xs">
        Model card
      </Title>
      {isEmpty ? (
        <Text size="sm" c="dimmed">
          Nothing is known of how it was trained or measured.
        </Text>
      ) : (
        <Code block className="snippet capped" tabIndex={0}>
          {JSON.stringify(card, null, 2)}
        </Code>
      )}
    </section>
  );
}
