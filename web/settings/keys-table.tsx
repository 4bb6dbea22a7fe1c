import { Badge, Button, Code, Group, Table, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { ApiKeysQuery } from '../lib/generated/graphql';
import { When } from '../ui/when';
import { SCOPES } from './scopes';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Key = ApiKeysQuery['apiKeys'][number];
type Props = { readonly keys: readonly Key[]; readonly onRevoke: (id: string) => void };

/** The project's keys; revoking one asks once more in place, because it cannot be taken back. */
export function KeysTable({ keys, onRevoke }: Props) {
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <Table className="stack" fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Key</Table.Th>
          <Table.Th>May</Table.Th>
          <Table.Th>Made</Table.Th>
          <Table.Th>Last used</Table.Th>
          <Table.Th>
            <VisuallyHidden>What can be done</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map((key) => (
          <Table.Tr key={key.id}>
            <Table.Td data-main>
              <UserText text={key.name} />
            </Table.Td>
            <Table.Td data-label="Key">
              <Code>{key.prefix}…</Code>
            </Table.Td>
            <Table.Td data-label="May">
              {SCOPES.filter(({ value }) => key.scopes.includes(value))
                .map(({ says }) => says)
                .join(', ')}
            </Table.Td>
            <Table.Td data-label="Made">
              <span>
                <When iso={key.createdAt} />
                {key.createdBy ? ` by ${isolated(key.createdBy)}` : ''}
              </span>
            </Table.Td>
            <Table.Td data-label="Last used">{key.lastUsedAt ? <When iso={key.lastUsedAt} /> : 'never'}</Table.Td>
            <Table.Td data-label="">
              {key.revokedAt && <Badge variant="default">revoked</Badge>}
              {!key.revokedAt && asked !== key.id && (
                <Button size="xs" variant="default" onClick={() => setAsked(key.id)}>
                  Revoke
                </Button>
              )}
              {!key.revokedAt && asked === key.id && (
                <Group gap={6} wrap="nowrap">
                  <Button size="xs" color="red" onClick={() => onRevoke(key.id)}>
                    Revoke for ever
                  </Button>
                  <Button size="xs" variant="subtle" onClick={() => setAsked(null)}>
                    Keep
                  </Button>
                </Group>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
