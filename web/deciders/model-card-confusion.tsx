import type { HeldOut } from '@handrail/shared/deciders';
import { Stack, Table, Text } from '@mantine/core';
import { count } from '../ui/format';
import { UserText } from '../ui/user-text';

const MOST_LABELS = 12;

/** What was said of the held-out cases of each label; the darker, the more of the label's cases. */
export function ModelCardConfusion({ heldOut: { confusion, perClass } }: { readonly heldOut: HeldOut }) {
  if (perClass.length > MOST_LABELS) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600} id="confusion-title">
        Said of each label
      </Text>
      <Table fz="sm" w="auto" withColumnBorders aria-labelledby="confusion-title">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Right answer</Table.Th>
            {perClass.map(({ label }) => (
              <Table.Th key={label} ta="right">
                <UserText text={label} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {perClass.map(({ label, cases }, row) => (
            <Table.Tr key={label}>
              <Table.Th scope="row">
                <UserText text={label} />
              </Table.Th>
              {perClass.map(({ label: said }, column) => {
                const cell = confusion[row]?.[column] ?? 0;
                return (
                  <Table.Td
                    key={said}
                    ta="right"
                    className="confusion-cell"
                    fw={row === column ? 600 : 400}
                    style={{ '--share': cases === 0 ? 0 : cell / cases }}
                  >
                    {count(cell)}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
