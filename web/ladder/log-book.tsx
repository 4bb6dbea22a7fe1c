import { useMutation, useQuery } from '@apollo/client/react';
import { Box, Button, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { two } from '../ui/format';
import { LevelSummaryDocument, PoliciesDocument, ProjectDocument, UndoPolicyDocument } from '../lib/generated/graphql';
import { can, useProject } from '../lib/session';
import { LevelMark } from '../ui/ladder-level';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { messageOf } from '../lib/problem';

/** Who changed what, when and why; the version in force can be taken back. */
export function LogBook({ projectId, inForce }: { readonly projectId: string; readonly inForce: number }) {
  const project = useProject();
  const { data, error } = useQuery(PoliciesDocument, { variables: { projectId } });
  const [undo, { loading }] = useMutation(UndoPolicyDocument, {
    refetchQueries: [ProjectDocument, PoliciesDocument, LevelSummaryDocument],
  });
  const takeBack = (version: number): void => {
    undo({
      variables: { input: { projectId, version, expectedVersion: inForce, reason: `Undo of policy ${version}` } },
    }).then(
      ({ data: done }) =>
        done?.undoPolicy.__typename === 'PolicyChangedMeanwhile' &&
        notifications.show({ color: 'red', message: done.undoPolicy.message }),
      (problem: unknown) => notifications.show({ color: 'red', message: messageOf(problem) }),
    );
  };
  if (error && !data) return <Failed message={messageOf(error)} />;
  if (!data) return <Loading />;
  return (
    <Box>
      <Title order={2} size="h4" mb="xs">
        Log book
      </Title>
      <Table.ScrollContainer minWidth={640}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Policy</Table.Th>
              <Table.Th>Level</Table.Th>
              <Table.Th>Threshold</Table.Th>
              <Table.Th>Who</Table.Th>
              <Table.Th>When</Table.Th>
              <Table.Th>Why</Table.Th>
              <Table.Th>
                <VisuallyHidden>What can be done</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.policies.map((policy) => (
              <Table.Tr key={policy.id}>
                <Table.Td>{policy.version}</Table.Td>
                <Table.Td>
                  <LevelMark level={policy.level} />
                </Table.Td>
                <Table.Td>{two(policy.settings.globalThreshold)}</Table.Td>
                <Table.Td>{policy.createdBy}</Table.Td>
                <Table.Td>
                  <When iso={policy.createdAt} />
                </Table.Td>
                <Table.Td>
                  <Text size="sm">{policy.reason}</Text>
                </Table.Td>
                <Table.Td>
                  {policy.version === inForce && inForce > 1 && can(project, 'policy:move') && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      loading={loading}
                      onClick={() => takeBack(policy.version)}
                    >
                      Undo
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Box>
  );
}
