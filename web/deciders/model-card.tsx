import { trainedModelCardSchema, type TrainedModelCard } from '@handrail/shared/deciders';
import { Group, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useProject } from '../lib/session';
import { count, percent, time, withInterval } from '../ui/format';
import { distanceText, unitOf } from '../ui/number-answers';
import { ModelCardConfusion } from './model-card-confusion';
import { ModelCardReliability } from './model-card-reliability';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** The card of a version that was trained here; `fallback` for every other card. */
export function ModelCard({ card, fallback }: { readonly card: unknown; readonly fallback: ReactNode }) {
  const parsed = trainedModelCardSchema.safeParse(card);
  return parsed.success ? <Trained card={parsed.data} /> : fallback;
}

const LEARNERS: Readonly<Record<string, string>> = {
  text: 'words and pairs of words',
  table: 'fields, and words of texts',
  'table-pairs': 'fields, pairs of fields, and words of texts',
};

function Trained({ card }: { readonly card: TrainedModelCard }) {
  const { heldOut, againstChampion, trainedOn } = card;
  const project = useProject();
  return (
    <Stack gap="md" component="section" aria-label="Model card">
      <Title order={3} size="h5">
        Model card
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md">
        <Figure name={accuracyName(heldOut)} isKnown={heldOut.accuracy.share !== null}>
          {withInterval(heldOut.accuracy.share ?? 0, heldOut.accuracy)}
        </Figure>
        <Figure name={commonestName(heldOut)} isKnown={heldOut.majorityShare !== null}>
          {percent(heldOut.majorityShare ?? 0)}
        </Figure>
        {!heldOut.number && (
          <Figure name="Log loss" isKnown={heldOut.logLoss !== null}>
            {(heldOut.logLoss ?? 0).toFixed(3)}
          </Figure>
        )}
        <Figure name="Calibration error" isKnown={heldOut.ece !== null}>
          {(heldOut.ece ?? 0).toFixed(3)}
        </Figure>
        {heldOut.several && <SeveralFigures {...heldOut.several} />}
        {heldOut.number && <NumberFigures {...heldOut.number} {...unitOf(project.outputSchema)} />}
      </SimpleGrid>
      <Text size="sm">
        Measured on {count(heldOut.cases)} cases that it never saw, {count(trainedOn.training)} others taught it.
        {heldOut.cases < 100 && ' So few cases say little: look at the intervals.'}
      </Text>
      <section aria-label="Against the champion">
        <Text size="sm" fw={againstChampion ? 600 : 400}>
          <UserText
            text={againstChampion?.sentence ?? 'There was no champion to compare it with when it was trained.'}
          />
        </Text>
      </section>
      {!heldOut.number && <PerClass card={card} />}
      <Group align="flex-start" gap="xl">
        {!heldOut.several && !heldOut.number && <ModelCardConfusion heldOut={heldOut} />}
        <ModelCardReliability heldOut={heldOut} />
      </Group>
      <TrainedOn card={card} />
    </Stack>
  );
}

function Figure({
  name,
  isKnown,
  children,
}: {
  readonly name: string;
  readonly isKnown: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Stack gap={0} className={isKnown ? '' : 'hatched'}>
      <Text size="xs" c="dimmed">
        <UserText text={name} />
      </Text>
      <Text fw={600}>{isKnown ? children : 'not enough data yet'}</Text>
    </Stack>
  );
}

/** F1 over all labels of all cases, and the mean of the labels’ own. */
function SeveralFigures({ microF1, macroF1 }: NonNullable<TrainedModelCard['heldOut']['several']>) {
  return (
    <>
      <Figure name="F1, micro" isKnown={microF1 !== null}>
        {(microF1 ?? 0).toFixed(3)}
      </Figure>
      <Figure name="F1, macro" isKnown={macroF1 !== null}>
        {(macroF1 ?? 0).toFixed(3)}
      </Figure>
    </>
  );
}

type HeldOut = TrainedModelCard['heldOut'];

function accuracyName({ several, number }: HeldOut): string {
  if (number) return 'Within the tolerance (95 %)';
  return several ? 'All labels right (95 %)' : 'Accuracy (95 %)';
}

function commonestName({ several, number }: HeldOut): string {
  if (number) return 'Always the median';
  return several ? 'Always the commonest set' : 'Always the commonest label';
}

/** How far off answers that are numbers are, and whether the stated interval holds what it says. */
function NumberFigures({
  meanError,
  level,
  coverage,
  halfWidth,
  unit,
}: NonNullable<HeldOut['number']> & { readonly unit?: string }) {
  return (
    <>
      <Figure name="Off by, on average" isKnown={meanError !== null}>
        {distanceText(meanError ?? 0, unit)}
      </Figure>
      <Figure name={`${percent(level)} interval`} isKnown={halfWidth !== null}>
        ± {distanceText(halfWidth ?? 0, unit)}
      </Figure>
      <Figure name="It held the truth (95 %)" isKnown={coverage.share !== null}>
        {shareOf(coverage)}
      </Figure>
    </>
  );
}

function PerClass({ card: { heldOut } }: { readonly card: TrainedModelCard }) {
  return (
    <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} role="group" aria-label="Precision and recall">
      <Table fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Label</Table.Th>
            <Table.Th ta="right">Cases</Table.Th>
            <Table.Th ta="right">Precision (95 %)</Table.Th>
            <Table.Th ta="right">Recall (95 %)</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {heldOut.perClass.map(({ label, cases, precision, recall }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row">
                <UserText text={label} />
              </Table.Th>
              <Table.Td ta="right">{count(cases)}</Table.Td>
              <Table.Td ta="right">{shareOf(precision)}</Table.Td>
              <Table.Td ta="right">{shareOf(recall)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function shareOf({ share, lower, upper }: { share: number | null; lower: number; upper: number }): string {
  return share === null ? 'not enough data yet' : withInterval(share, { lower, upper });
}

function TrainedOn({ card }: { readonly card: TrainedModelCard }) {
  const { trainedOn, calibration, tried } = card;
  const { filters } = trainedOn;
  const rows: [string, string][] = [
    [
      'Labels',
      `${count(trainedOn.examples)} ${filters.blindOnly ? 'blind' : 'blind and assisted'}${trainedOn.balance.length === 0 ? '' : ': '}${trainedOn.balance.map((one) => `${count(one.count)} ${isolated(one.label)}`).join(', ')}`,
    ],
    ['Given', trainedOn.from && trainedOn.to ? `${time(trainedOn.from)} to ${time(trainedOn.to)}` : 'not known'],
    ['Under policies', trainedOn.policyVersions.join(', ')],
    [
      'Weights',
      trainedOn.weightedBy === null
        ? 'each label counts the same'
        : `1/${trainedOn.weightedBy === 'propensity' ? 'propensity' : 'blind propensity'}; as good as ${count(Math.round(trainedOn.effective))} unweighted`,
    ],
    [
      'Looks at',
      card.heldOut.number
        ? (LEARNERS[card.learner] ?? card.learner)
        : `${LEARNERS[card.learner] ?? card.learner} (${tried.map(({ learner, logLoss }) => `${learner} ${logLoss?.toFixed(3) ?? '–'}`).join(', ')} log loss of left-out rows)`,
    ],
    calibration.method !== 'temperature'
      ? [
          'Calibrated',
          `${calibration.method === 'platt' ? 'each label, then the whole answer,' : 'by how far off it was'} on ${count(calibration.cases)} left-out rows`,
        ]
      : ['Temperature', `${calibration.temperature.toFixed(2)}, set on ${count(calibration.cases)} left-out rows`],
    ['Seed, time, library', `${trainedOn.seed}, ${(card.durationMs / 1000).toFixed(1)} s, ${card.library}`],
    ...(trainedOn.unfit > 0
      ? [
          ['Left out', `${count(trainedOn.unfit)} labels that do not fit the schema or have no propensity`] as [
            string,
            string,
          ],
        ]
      : []),
  ];
  return (
    <Table fz="sm" verticalSpacing={4} variant="vertical" layout="fixed">
      <Table.Tbody>
        {rows.map(([name, says]) => (
          <Table.Tr key={name}>
            <Table.Th w={140}>
              <UserText text={name} />
            </Table.Th>
            <Table.Td>{says}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
