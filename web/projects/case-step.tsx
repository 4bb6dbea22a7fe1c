import { DEPLOYMENT_CASES, suggestedRollout, templateSettings } from '@handrail/shared/projects';
import { Checkbox, Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { LEVEL_WORDS } from '../ui/ladder-level';
import type { Draft } from './wizard-draft';
import { rateText } from '../ui/format';
import { CASE_WORDS, slugOf } from './words';

type Props = { readonly draft: Draft; readonly onChange: (part: Partial<Draft>) => void };
type Case = (typeof DEPLOYMENT_CASES)[number];

/** What the project is for, and what it is called. */
export function CaseStep({ draft, onChange }: Props) {
  return (
    <Stack>
      <Radio.Group
        label="Which of the three is it?"
        value={draft.deploymentCase ?? ''}
        onChange={(value) => onChange({ deploymentCase: DEPLOYMENT_CASES.find((one) => one === value) ?? null })}
      >
        <Stack gap="sm" mt="xs">
          {DEPLOYMENT_CASES.map((one) => (
            <Radio.Card key={one} value={one} p="md" withBorder aria-label={CASE_WORDS[one].name}>
              <div className="choice">
                <Radio.Indicator />
                <div>
                  <Text fw={600}>{CASE_WORDS[one].name}</Text>
                  <Text size="sm">{CASE_WORDS[one].says}</Text>
                  <Text size="xs" c="dimmed" mt={4}>
                    {setsOf(one)}
                  </Text>
                </div>
              </div>
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label="Name of the project"
          description="One kind of decision, such as “Flag spam”"
          value={draft.name}
          onChange={({ currentTarget: { value: name } }) =>
            onChange(draft.isSlugOwn ? { name } : { name, slug: slugOf(name) })
          }
        />
        <TextInput
          label="Short name in addresses"
          description="Lower-case letters, digits and -"
          value={draft.slug}
          onChange={({ currentTarget: { value: slug } }) => onChange({ slug, isSlugOwn: true })}
        />
      </SimpleGrid>
      {draft.deploymentCase === 'REPLACE_SYSTEM' && (
        <Stack gap="xs">
          <TextInput
            label="Name of the previous system"
            description="Its answers come with each case, as the model of this name and version 1"
            placeholder="old-rules"
            disabled={draft.connectsLater}
            value={draft.previousSystem}
            onChange={({ currentTarget: { value: previousSystem } }) => onChange({ previousSystem })}
          />
          <Checkbox
            label="I connect it later; until then people decide"
            checked={draft.connectsLater}
            onChange={({ currentTarget: { checked } }) => onChange({ connectsLater: checked })}
          />
        </Stack>
      )}
    </Stack>
  );
}

/** What a template sets, in a line. */
export function setsOf(deploymentCase: Case): string {
  const settings = templateSettings(deploymentCase);
  const { steps, guardrails } = suggestedRollout(deploymentCase);
  const shares = steps.map(({ share }) => `${Number((100 * share).toPrecision(12))}`).join(', ');
  return [
    `Starts at ${LEVEL_WORDS[settings.level].name}`,
    deploymentCase === 'REPLACE_SYSTEM' ? 'the previous system decides' : 'no previous system',
    `${rateText(settings.auditRate)} audited`,
    `suggested rollout: canary ${shares} %, ${guardrails.length} guardrails`,
  ].join(' · ');
}
