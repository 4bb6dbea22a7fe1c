import { SimpleGrid, Stack, TagsInput, Text, Textarea, Title } from '@mantine/core';
import Markdown from 'react-markdown';
import { NumberField } from '../ui/number-field';
import { ProfileFields } from '../ui/profile-fields';
import type { Draft } from './wizard-draft';

type Props = { readonly draft: Draft; readonly onChange: (part: Partial<Draft>) => void };

/** Who reviews by which guidelines, and how it is deployed. */
export function PeopleStep({ draft, onChange }: Props) {
  return (
    <Stack>
      <TagsInput
        label="Reviewers"
        description="E-mail addresses of people who have an account; Enter adds one. You are the admin."
        value={[...draft.reviewers]}
        onChange={(reviewers) => onChange({ reviewers })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Textarea
          label="Guidelines for reviewers"
          description="Markdown; they can be changed later"
          autosize
          minRows={8}
          maxRows={20}
          value={draft.guidelines}
          onChange={({ currentTarget: { value: guidelines } }) => onChange({ guidelines })}
        />
        <div role="region" aria-label="How the guidelines look">
          <Text size="sm" fw={500}>
            How they look
          </Text>
          <div className="markdown preview">
            {draft.guidelines.trim() === '' ? (
              <Text size="sm" c="dimmed">
                Nothing is written yet. Say what each answer means, and what to do in doubt.
              </Text>
            ) : (
              <Markdown>{draft.guidelines}</Markdown>
            )}
          </div>
        </div>
      </SimpleGrid>
      <Title order={2} size="h5">
        Limits
      </Title>
      <NumberField
        label="A machine may take, at most"
        description="Milliseconds; later is as good as no answer"
        maw={320}
        min={1}
        max={600000}
        isWhole
        isNeeded
        value={draft.latencyBudgetMs}
        onChange={(latencyBudgetMs) => onChange({ latencyBudgetMs })}
      />
      <ProfileFields values={draft.profile} onChange={(part) => onChange({ profile: { ...draft.profile, ...part } })} />
    </Stack>
  );
}
