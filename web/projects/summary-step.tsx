import { templateSettings } from '@handrail/shared/projects';
import { Anchor, Stack, Table, Text } from '@mantine/core';
import { Link } from '../lib/router';
import { rateText, thresholdText } from '../ui/format';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { setsOf } from './case-step';
import { inputSchemaOf } from './wizard-input';
import type { Draft } from './wizard-draft';
import { TYPES } from '../ui/field-types';
import { CASE_WORDS, KIND_WORDS } from './words';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** All that will be written, each with the way back to it. */
export function SummaryStep({ draft }: { readonly draft: Draft }) {
  const deploymentCase = draft.deploymentCase ?? 'MANUAL_TASK';
  const settings = templateSettings(deploymentCase);
  const rows: readonly [string, number, string][] = [
    ['Project', 1, `${isolated(draft.name)} (${draft.slug})`],
    ['Deployment case', 1, `${CASE_WORDS[deploymentCase].name}. ${setsOf(deploymentCase)}`],
    ...(deploymentCase === 'REPLACE_SYSTEM'
      ? [['Previous system', 1, previousOf(draft)] as [string, number, string]]
      : []),
    ['A case', 2, fieldsOf(draft)],
    ['An answer', 3, answerOf(draft)],
    ['Reviewers', 4, draft.reviewers.length === 0 ? 'Nobody yet' : draft.reviewers.map(isolated).join(', ')],
    ['Guidelines', 4, draft.guidelines.trim() === '' ? 'None yet' : `${draft.guidelines.trim().length} characters`],
    ['Limits', 4, limitsOf(draft)],
  ];
  return (
    <Stack>
      <Table className="stack" aria-label="What will be made">
        <Table.Tbody>
          {rows.map(([name, step, says]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w={170}>
                <UserText text={name} />
              </Table.Th>
              <Table.Td data-main>{says}</Table.Td>
              <Table.Td data-main w={90}>
                <Anchor component={Link} to="/new" search={{ step }} size="sm" aria-label={`Change: ${isolated(name)}`}>
                  Change
                </Anchor>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed">
        Policy 1 says: {LEVEL_WORDS[settings.level].name}, threshold {thresholdText(settings.thresholds.global)},{' '}
        {rateText(settings.auditRate)} audited. All of it is made at once, or nothing.
      </Text>
    </Stack>
  );
}

function previousOf({ connectsLater, previousSystem }: Draft): string {
  return connectsLater
    ? 'Connected later; until then people decide'
    : `${isolated(previousSystem.trim())}@1, whose answers come with each case`;
}

function fieldsOf(draft: Draft): string {
  return inputSchemaOf(draft)
    .fields.map(({ name, type, required }) => {
      const word = TYPES.find(({ value }) => value === type)?.label ?? '';
      return `${String(name)} (${word.toLowerCase()}${required === true ? '' : ', not always'})`;
    })
    .join(', ');
}

function answerOf({ kind, labels }: Draft): string {
  if (kind === 'number' || kind === 'text') return KIND_WORDS[kind];
  return `${KIND_WORDS[kind]}: ${labels.map(({ value, title }) => isolated(title || value)).join(', ')}`;
}

function limitsOf({ latencyBudgetMs, profile }: Draft): string {
  const { casesPerSecond, personalDataDays, serving, place } = profile;
  return [
    serving === 'REALTIME' ? 'realtime' : 'batch',
    place === 'CLOUD' ? 'cloud' : 'edge',
    `a machine may take ${latencyBudgetMs} ms`,
    casesPerSecond === null ? 'no limit of cases a second' : `at most ${casesPerSecond} cases a second`,
    personalDataDays === null ? 'personal data is kept for good' : `personal data is kept for ${personalDataDays} days`,
  ].join(', ');
}
