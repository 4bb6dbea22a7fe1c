import { rulesConfigSchema, type RuleCondition } from '@handrail/shared/deciders';
import { Table, Text } from '@mantine/core';
import { answer, two } from '../ui/format';
import { OPERATOR_WORDS } from './words';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** A decision table to read. */
export function RulesTable({ config }: { readonly config: unknown }) {
  const { rows, otherwise } = rulesConfigSchema.parse(config);
  return (
    <Table fz="sm" className="stack" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Row</Table.Th>
          <Table.Th>When</Table.Th>
          <Table.Th>Answer</Table.Th>
          <Table.Th>Confidence</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ note, when, then }, at) => (
          <Table.Tr key={at}>
            <Table.Td data-main>{at + 1}</Table.Td>
            <Table.Td data-label="When">
              <div>
                {when.length === 0 ? 'always' : <UserText text={when.map(inWords).join(' and ')} />}
                {note && (
                  <Text size="xs" c="dimmed">
                    <UserText text={note} />
                  </Text>
                )}
              </div>
            </Table.Td>
            <Table.Td data-label="Answer">
              <UserText text={answer(then.value)} />
            </Table.Td>
            <Table.Td data-label="Confidence">{two(then.confidence)}</Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Td data-main>Otherwise</Table.Td>
          <Table.Td data-label="When" />
          <Table.Td data-label="Answer">
            <UserText text={answer(otherwise.value)} />
          </Table.Td>
          <Table.Td data-label="Confidence">{two(otherwise.confidence)}</Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}

function inWords({ field, operator, value }: RuleCondition): string {
  const operand =
    value === undefined
      ? ''
      : ` ${Array.isArray(value) ? value.map(String).map(isolated).join(', ') : isolated(JSON.stringify(value))}`;
  return `${field} ${OPERATOR_WORDS[operator]}${operand}`;
}
