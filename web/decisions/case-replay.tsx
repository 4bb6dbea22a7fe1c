import { useLazyQuery } from '@apollo/client/react';
import { Button, Stack, Table, Text } from '@mantine/core';
import { CaseReplayDocument, type CaseReplayQuery } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { Notice } from '../ui/notice';
import { Failed } from '../ui/states';

/** Routes the case again under the policy in force, when asked to, and says what would be otherwise. */
export function CaseReplay({ id }: { readonly id: string }) {
  const [replay, { data, error, loading }] = useLazyQuery(CaseReplayDocument, { fetchPolicy: 'network-only' });
  const again = (): void => void replay({ variables: { id } });
  return (
    <Stack gap="xs" align="stretch">
      <Button variant="default" loading={loading} onClick={again} style={{ alignSelf: 'flex-start' }}>
        Replay under the current policy
      </Button>
      <div role="status" aria-label="Replay">
        {error && <Failed message={messageOf(error)} onRetry={again} />}
        {data && (data.caseReplay ? <Outcome replay={data.caseReplay} /> : <Text size="sm">Nothing to replay.</Text>)}
      </div>
    </Stack>
  );
}

function Outcome({ replay }: { readonly replay: NonNullable<CaseReplayQuery['caseReplay']> }) {
  const { differences, causes, explanation, isFaithful, policyVersion, storedPolicyVersion } = replay;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {differences.length === 0
          ? `Policy ${policyVersion} sends it the same way.`
          : `Under policy ${policyVersion} it would go another way than under policy ${storedPolicyVersion}.`}
      </Text>
      <Text size="sm">{explanation}</Text>
      {differences.length > 0 && (
        <Table className="stack" fz="sm" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>What</Table.Th>
              <Table.Th>Was</Table.Th>
              <Table.Th>Would be</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differences.map(({ what, was, wouldBe }) => (
              <Table.Tr key={what}>
                <Table.Td data-main>{what}</Table.Td>
                <Table.Td data-label="Was">{was}</Table.Td>
                <Table.Td data-label="Would be">{wouldBe}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {causes.length > 0 && (
        <Text size="sm" c="dimmed">
          Because of: {causes.join('; ')}.
        </Text>
      )}
      {!isFaithful && (
        <Notice tone="note">
          Under its own policy the stored predictions do not give the stored route. An import, an erasure or an older
          version of Handrail may be why.
        </Notice>
      )}
    </Stack>
  );
}
