import { useApolloClient } from '@apollo/client/react';
import type { RulesConfig } from '@handrail/shared/deciders';
import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { TestRulesDocument, type TestRulesQuery } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { answer, count, percent, withInterval } from '../ui/format';
import { Empty, Failed } from '../ui/states';
import { summaryOf } from '../ui/summary';
import { UserLine, UserText } from '../ui/user-text';

type Result = TestRulesQuery['testRules'];
type Tally = Result['rows'][number];
type Props = {
  readonly rules: RulesConfig;
  readonly isReady: boolean;
  readonly result: Result | undefined;
  /** The table was changed since it was tried. */
  readonly isStale: boolean;
  readonly onTested: (result: Result) => void;
};

/** Tries the table on the project’s last cases: what each row catches, and whether people agree. */
export function RulesBench({ rules, isReady, result, isStale, onTested }: Props) {
  const project = useProject();
  const client = useApolloClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const test = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const variables = { projectId: project.id, config: rules };
      const { data } = await client.query({ query: TestRulesDocument, variables, fetchPolicy: 'no-cache' });
      if (data) onTested(data.testRules);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="sm" component="section" aria-label="Test bench">
      <Group>
        <Button variant="default" loading={isBusy} disabled={!isReady} onClick={() => void test()}>
          Try on the last cases
        </Button>
        {isStale && <Text size="sm">The table has changed since: try again.</Text>}
      </Group>
      {problem && <Failed message={problem} />}
      {result?.cases === 0 && (
        <Empty title="No case yet" isSmall>
          Cases that come in can be tried here.
        </Empty>
      )}
      {result && result.cases > 0 && <Outcome result={result} />}
    </Stack>
  );
}

function Outcome({ result }: { readonly result: Result }) {
  const { inputSchema } = useProject();
  return (
    <>
      <Title order={2} size="h5">
        On the last {count(result.cases)} cases
      </Title>
      <Text size="sm" c="dimmed">
        The share on which people agree stands for all cases of a row: blind labels only, each weighing 1/the chance
        with which it came to be, with a 95 % interval.
      </Text>
      <Table fz="sm" className="stack" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Row</Table.Th>
            <Table.Th>Catches</Table.Th>
            <Table.Th>Share</Table.Th>
            <Table.Th>People agree</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {result.rows.map((tally) => (
            <Table.Tr key={tally.row ?? 'otherwise'}>
              <Table.Td data-main>{rowName(tally.row)}</Table.Td>
              <Table.Td data-label="Catches">{count(tally.cases)}</Table.Td>
              <Table.Td data-label="Share">{percent(tally.cases / result.cases)}</Table.Td>
              <Table.Td data-label="People agree">{agreement(tally)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Table fz="sm" className="stack" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Case</Table.Th>
            <Table.Th>Row</Table.Th>
            <Table.Th>Answer</Table.Th>
            <Table.Th>A person answered</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {result.examples.map((example) => (
            <Table.Tr key={example.caseId}>
              <Table.Td data-main maw={420}>
                <UserLine text={summaryOf(inputSchema, example.input)} />
              </Table.Td>
              <Table.Td data-label="Row">{rowName(example.row)}</Table.Td>
              <Table.Td data-label="Answer">
                <UserText text={answer(example.value)} />
              </Table.Td>
              <Table.Td data-label="A person answered">
                <UserText text={answer(example.label)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

/** What a row caught, in a few words; undefined while it was not tried. */
export function tallyInWords(tally: Tally | undefined): string | undefined {
  if (!tally) return undefined;
  return `${count(tally.cases)} ${tally.cases === 1 ? 'case' : 'cases'}${tally.labelled > 0 ? `, people agree in ${tally.agreed} of ${tally.labelled}` : ''}`;
}

function rowName(row: number | null): string {
  return row === null ? 'Otherwise' : String(row + 1);
}

/** The share over all its cases; where nobody was asked blindly by chance, only how many said the same. */
function agreement({ labelled, agreed, agreement: { estimate, lower, upper, labels } }: Tally): string {
  if (labelled === 0) return 'not enough data yet';
  if (estimate === null) return `${count(agreed)} of ${count(labelled)}, none drawn and blind`;
  return `${withInterval(estimate, { lower, upper })}, ${count(labels)} ${labels === 1 ? 'label' : 'labels'}`;
}
