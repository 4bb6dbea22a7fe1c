import { List, Stack, Text, Title } from '@mantine/core';
import { count, percent } from '../ui/format';
import type { Concept } from './concept';

type Props = {
  readonly estimate: Concept['estimate'];
  readonly error: Concept['recent'];
  readonly hours: number;
};

/** The error that the machine’s own confidence expects, beside the one that labels show, with what it takes for granted. */
export function EstimatePart({ estimate, error, hours }: Props) {
  const { value, reference, cases, assumptions } = estimate;
  return (
    <Stack gap="xs" component="section" aria-label="Estimate without labels">
      <Title order={2} size="h5">
        Estimate without labels
      </Title>
      <Text size="sm">
        {value === null
          ? `There is no confidence in the last ${hours} h to tell it from.`
          : `Its confidence in ${count(cases)} cases of the last ${hours} h expects an error of ${percent(value)}` +
            `${reference === null ? '' : `, ${percent(reference)} in the time before`}; ` +
            `${error.value === null ? 'labels show none yet' : `labels show ${percent(error.value)}`}.`}
      </Text>
      <Text size="sm" c="dimmed">
        It takes for granted:
      </Text>
      <List size="sm" c="dimmed">
        {assumptions.map((each) => (
          <List.Item key={each}>{each}</List.Item>
        ))}
      </List>
    </Stack>
  );
}
