import { Code, Stack, Table, Text, Title } from '@mantine/core';
import { partsOf } from './card-parts';
import { UserText } from '../ui/user-text';

/** The model card as it was given, where nothing draws it better. */
export function CardFacts({ card }: { readonly card: unknown }) {
  const { words, rest } = partsOf(card);
  const hasRest = Object.keys(rest).length > 0;
  return (
    <Stack gap="xs" component="section" aria-label="Model card">
      <Title order={3} size="h5">
        Model card
      </Title>
      {words.length === 0 && !hasRest && (
        <Text size="sm" c="dimmed">
          Nothing is known of how it was trained or measured.
        </Text>
      )}
      {words.length > 0 && (
        <Table fz="sm" verticalSpacing={4} variant="vertical" layout="fixed">
          <Table.Tbody>
            {words.map(([title, text]) => (
              <Table.Tr key={title}>
                <Table.Th w={140}>{title}</Table.Th>
                <Table.Td className="case-text">
                  <UserText text={text} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {hasRest && (
        <Code block className="snippet capped" tabIndex={0}>
          {JSON.stringify(rest, null, 2)}
        </Code>
      )}
    </Stack>
  );
}
