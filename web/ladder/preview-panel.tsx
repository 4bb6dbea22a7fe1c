import { FEWEST_LABELS } from '@handrail/shared/ladder';
import { Paper, Progress, Table, Text } from '@mantine/core';
import type { PolicyPreviewQuery, PreviewPartsFragment } from '../lib/generated/graphql';
import { count, withInterval } from '../ui/format';
import { distanceText } from '../ui/number-answers';
import { Notice } from '../ui/notice';
import { UserText } from '../ui/user-text';
import { previewShare } from './preview-words';

type Props = PolicyPreviewQuery['policyPreview'] & {
  /** These are the numbers of the choice before; those of this one are coming. */
  readonly isStale: boolean;
  /** Of answers that are numbers. */
  readonly unit?: string;
};

/** What the move would do, by the last cases, compared with what the policy in force would. */
export function PreviewPanel({ current, proposed, unheard, isStale, unit }: Props) {
  const hasSystem = current.bySystem + proposed.bySystem > 0;
  const rows: readonly [string, (preview: PreviewPartsFragment) => string][] = [
    ['Decided by the machine', ({ byModel, cases, unknown }) => previewShare(byModel, cases - unknown)],
    ...(hasSystem
      ? [
          [
            'Decided by the previous system',
            ({ bySystem, cases, unknown }: PreviewPartsFragment) => previewShare(bySystem, cases - unknown),
          ] as [string, (preview: PreviewPartsFragment) => string],
        ]
      : []),
    ['Decided by a person', ({ toHuman, cases, unknown }) => previewShare(toHuman, cases - unknown)],
    ['Not known', ({ unknown }) => count(unknown)],
    ['Automated in all (95 %)', automated],
    ['Audited blind', ({ audited }) => count(audited)],
    ['Machine has no usable answer', ({ failed }) => count(failed)],
    ['Wrong among the automated (95 %)', wrong],
    ...(current.meanError === null && proposed.meanError === null
      ? []
      : [['Off by, on average', off(unit)] as [string, (preview: PreviewPartsFragment) => string]]),
  ];
  return (
    <Paper withBorder p="md" component="section" aria-label="What would happen" aria-busy={isStale}>
      <Text fw={600} mb="xs">
        {isStale ? 'Working it out …' : `What would happen to the last ${count(proposed.cases)} cases`}
      </Text>
      {!isStale && <Unheard unheard={unheard} cases={proposed.cases} />}
      <Table horizontalSpacing={6} fz="sm" className={isStale ? 'hatched' : ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th>Now</Table.Th>
            <Table.Th>After</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, show]) => (
            <Table.Tr key={name}>
              <Table.Td>
                <UserText text={name} />
              </Table.Td>
              <Table.Td>{show(current)}</Table.Td>
              <Table.Td fw={600}>{show(proposed)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt="xs">
        The routing rule itself, by the machine that would be on duty. The error comes from the last blind labels, at
        most 2,000, each weighted by how likely it was to be given. Open reviews stay as they are.
      </Text>
    </Paper>
  );
}

/** Who is being asked, with what is left; or who cannot be, so that nothing is known. */
function Unheard({ unheard, cases }: Pick<Props, 'unheard'> & { readonly cases: number }) {
  return unheard.map(({ machine, cases: left, canBeAsked }) =>
    canBeAsked ? (
      <div key={machine} role="status">
        <Text size="sm">
          Asking {machine} about past cases: {count(left)} left …
        </Text>
        <Progress
          aria-label={`${machine} is being asked`}
          value={100 * (1 - left / Math.max(left, cases))}
          my={4}
          animated
        />
      </div>
    ) : (
      <Notice key={machine} tone="bad" title="Not enough data yet">
        It is not known what {machine} would say to {count(left)} past cases: its predictions come with the cases, so it
        cannot be asked.
      </Notice>
    ),
  );
}

function automated({ share: of, shareLower, shareUpper }: PreviewPartsFragment): string {
  return of === null ? 'Not enough data yet' : withInterval(of, { lower: shareLower, upper: shareUpper });
}

function off(unit: string | undefined): (preview: PreviewPartsFragment) => string {
  return ({ meanError }) => (meanError === null ? 'Not enough data yet' : distanceText(meanError, unit));
}

function wrong({ error, wrongLower, wrongUpper, automatedLabelled }: PreviewPartsFragment): string {
  if (error === null || automatedLabelled < FEWEST_LABELS)
    return `Not enough data yet (${automatedLabelled} of about ${FEWEST_LABELS})`;
  return withInterval(error, { lower: wrongLower, upper: wrongUpper });
}
