import type { DatasetCard, DatasetDefinition, Protection } from '@handrail/shared/datasets';
import { Code, Stack, Table, Text, Title } from '@mantine/core';
import { answer, count, inWords, percent, withInterval } from '../ui/format';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { Notice } from '../ui/notice';
import { distanceText } from '../ui/number-answers';
import { CardOpenReviews } from './card-open-reviews';
import { CardPolicies } from './card-policies';
import { CardReviewers } from './card-reviewers';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** Below this share of the rows, weighted figures hang on few of them. */
const FEW = 1 / 3;

/** The data card: how rows came to be in it, and what to mind. */
export function CardView({ card, definition }: { readonly card: DatasetCard; readonly definition: unknown }) {
  if (card.rows === 0) return <Text size="sm">It has no rows, so there is nothing to say of them.</Text>;
  const { effectiveRows, agreement } = card;
  return (
    <Stack gap="md">
      {effectiveRows !== null && effectiveRows < FEW * card.rows && (
        <Notice tone="note" title="Few rows carry the weight">
          Weighted, these rows are worth {count(Math.round(effectiveRows))} equally likely ones: rare audits count for
          many cases. Estimates from it have wide intervals.
        </Notice>
      )}
      <Strata card={card} />
      <CardOpenReviews card={card} />
      <CardPolicies card={card} />
      <Labels card={card} />
      <div>
        <Title order={2} size="h5" mb={4}>
          People
        </Title>
        <Text size="sm" mb="xs">
          {agreement.answeredTwice === 0
            ? 'No case was answered by more than one person, so there is not enough data yet on agreement.'
            : `Of ${count(agreement.answeredTwice)} cases with several answers, ${withInterval(agreement.agreed / agreement.answeredTwice, agreement)} ${agreement.number ? `agree within the tolerance (${agreement.number.same})` : 'have equal ones'}.`}{' '}
          {agreement.number?.meanDifference != null &&
            `On average an answer lies ${distanceText(agreement.number.meanDifference)} from the label. `}
          {count(card.suggestionShown)} rows were labelled with a suggestion in view.
        </Text>
        <CardReviewers card={card} />
      </div>
      <About definition={definition} />
      <div>
        <Title order={2} size="h5" mb={4}>
          What it was made by
        </Title>
        <Text size="sm" mb={4}>
          Split: {count(card.splits.train)} train, {count(card.splits.validation)} validation, {count(card.splits.test)}{' '}
          test.
          {card.machineDecisions > 0 && ` ${count(card.machineDecisions)} rows are machines’ decisions, not labels.`}
        </Text>
        <Code block tabIndex={0} className="snippet">
          {JSON.stringify(definition, null, 2)}
        </Code>
      </div>
    </Stack>
  );
}

const TREATED: Readonly<Record<Protection, string>> = {
  keep: 'as it is',
  drop: 'left out',
  hash: 'as a code',
  mask: 'masked',
};

/** What no figure says: limits, licence, consent, and how fields were treated. */
function About({ definition }: { readonly definition: unknown }) {
  // Checked by the server when it was frozen.
  const { about, protection } = definition as Partial<Pick<DatasetDefinition, 'about' | 'protection'>>;
  const treated = Object.entries(protection ?? {}).map(([field, way]) => `${isolated(field)} ${TREATED[way]}`);
  return (
    <div>
      <Title order={2} size="h5" mb={4}>
        What to mind
      </Title>
      <Text size="sm">Known limits: {isolated(about?.limits ?? 'not stated')}.</Text>
      <Text size="sm">
        Licence: {isolated(about?.licence ?? 'not stated')}. Consent: {isolated(about?.consent ?? 'not stated')}.
      </Text>
      <Text size="sm">Fields: {treated.length === 0 ? 'all as they are' : treated.join(', ')}.</Text>
    </div>
  );
}

function Strata({ card }: { readonly card: DatasetCard }) {
  return (
    <div>
      <Title order={2} size="h5" mb={4}>
        How rows were selected
      </Title>
      <Text size="sm" mb="xs">
        A row’s weight is 1 / the probability with which its label came to be. {count(card.withoutWeight)} rows have
        none: they were chosen by hand, are no labels, or were answered before others like them; train on them, but
        estimate nothing from them.
      </Text>
      <Table className="stack" fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Level</Table.Th>
            <Table.Th>Why a person saw it</Table.Th>
            <Table.Th>Blind</Table.Th>
            <Table.Th ta="right">Rows</Table.Th>
            <Table.Th ta="right">Weight</Table.Th>
            <Table.Th ta="right">Worth</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {card.strata.map((stratum) => (
            <Table.Tr key={`${stratum.level} ${stratum.reason} ${stratum.blind}`}>
              <Table.Td data-main>{LEVEL_WORDS[stratum.level as keyof typeof LEVEL_WORDS].name}</Table.Td>
              <Table.Td data-label="Why">{inWords(stratum.reason)}</Table.Td>
              <Table.Td data-label="Blind">{stratum.blind ? 'yes' : 'no'}</Table.Td>
              <Table.Td data-label="Rows" ta="right">
                {count(stratum.rows)}
              </Table.Td>
              <Table.Td data-label="Weight" ta="right">
                {count(Math.round(stratum.weight))}
              </Table.Td>
              <Table.Td data-label="Worth" ta="right">
                {stratum.effective === null ? '–' : count(Math.round(stratum.effective))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** A list of numbers says nothing: how they lie does. */
function Numbers({ numbers }: { readonly numbers: NonNullable<DatasetCard['numbers']> }) {
  const { rows, mean, deviation, least, most } = numbers;
  const around = deviation === null ? '' : `, standard deviation ${distanceText(deviation)}`;
  return (
    <div>
      <Title order={2} size="h5" mb={4}>
        Labels
      </Title>
      <Text size="sm">
        {count(rows)} numbers from <UserText text={answer(least)} /> to <UserText text={answer(most)} />; mean{' '}
        <UserText text={answer(Number(mean.toPrecision(6)))} />
        {around}.
      </Text>
    </div>
  );
}

function Labels({ card }: { readonly card: DatasetCard }) {
  if (card.numbers) return <Numbers numbers={card.numbers} />;
  return (
    <div>
      <Title order={2} size="h5" mb={4}>
        Labels
      </Title>
      <Table className="stack" fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Label</Table.Th>
            <Table.Th ta="right">Rows</Table.Th>
            <Table.Th ta="right">Share</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {card.labels.map(({ label, rows, share }) => (
            <Table.Tr key={label}>
              <Table.Td data-main>
                <UserText text={label} />
              </Table.Td>
              <Table.Td data-label="Rows" ta="right">
                {count(rows)}
              </Table.Td>
              <Table.Td data-label="Share" ta="right">
                {percent(share)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {card.labelsCut && (
        <Text size="sm" c="dimmed">
          The most frequent ones; there are more.
        </Text>
      )}
    </div>
  );
}
