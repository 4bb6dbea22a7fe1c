import { Button, Group, Modal, Select, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { PolicyPartsFragment } from '../lib/generated/graphql';
import { can, useProject } from '../lib/session';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { UserText } from '../ui/user-text';
import { differencesOf } from './policy-changes';
import { RestorePolicy } from './restore-policy';

type Props = {
  /** Those that are known, newest first. */
  readonly policies: readonly PolicyPartsFragment[];
  /** The two that are compared at first, by number. */
  readonly first: readonly [number, number];
  readonly inForce: PolicyPartsFragment;
  readonly onClose: () => void;
};

/** What stands otherwise in any two policies, and the way back to one of them. */
export function ComparePolicies({ policies, first, inForce, onClose }: Props) {
  const project = useProject();
  const [[left, right], setPair] = useState(first);
  const [restoring, setRestoring] = useState<PolicyPartsFragment | null>(null);
  const [from, to] = [left, right].map((version) => policies.find((one) => one.version === version));
  const choices = policies.map(({ version, level }) => ({
    value: String(version),
    label: `${version} · ${LEVEL_WORDS[level].name}`,
  }));
  const choose = (side: 0 | 1) => (value: string | null) => {
    setRestoring(null);
    if (value !== null) setPair(side === 0 ? [Number(value), right] : [left, Number(value)]);
  };
  const past = [from, to].filter((one) => one !== undefined && differencesOf(one, inForce).length > 0);
  return (
    <Modal opened onClose={onClose} title="Compare policies" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Group grow>
          <Select label="Policy" data={choices} value={String(left)} onChange={choose(0)} searchable />
          <Select label="Compared with" data={choices} value={String(right)} onChange={choose(1)} searchable />
        </Group>
        {from && to && <Differences from={from} to={to} />}
        {restoring === null && can(project, 'policy:move') && (
          <Group gap="xs">
            {past.map(
              (one) =>
                one && (
                  <Button key={one.id} variant="default" onClick={() => setRestoring(one)}>
                    Restore policy {one.version} …
                  </Button>
                ),
            )}
          </Group>
        )}
        {restoring && (
          <RestorePolicy
            key={restoring.id}
            policy={restoring}
            inForce={inForce}
            onDone={onClose}
            onCancel={() => setRestoring(null)}
          />
        )}
      </Stack>
    </Modal>
  );
}

function Differences({ from, to }: { readonly from: PolicyPartsFragment; readonly to: PolicyPartsFragment }) {
  const differences = differencesOf(from, to);
  if (differences.length === 0)
    return (
      <Text size="sm">
        Policies {from.version} and {to.version} say the same.
      </Text>
    );
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What</Table.Th>
          <Table.Th>Policy {from.version}</Table.Th>
          <Table.Th>Policy {to.version}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {differences.map(({ name, from: was, to: is }) => (
          <Table.Tr key={name}>
            <Table.Td>
              <UserText text={name} />
            </Table.Td>
            <Table.Td>
              <UserText text={was} />
            </Table.Td>
            <Table.Td>
              <UserText text={is} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
