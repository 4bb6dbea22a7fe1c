import { DRIFT_EFFECT, DRIFT_RATE, effectOf, type EffectUnit } from '@handrail/shared/monitoring';
import { Paper, Table, Text, UnstyledButton } from '@mantine/core';
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import type { DataDriftQuery, DriftState } from '../lib/generated/graphql';
import { When } from '../ui/when';
import { UserText } from '../ui/user-text';
import { figure } from './figure';

export type Field = DataDriftQuery['dataDrift']['fields'][number];

export const STATES: Readonly<Record<DriftState, { Icon: typeof CircleHelp; word: string }>> = {
  DRIFTS: { Icon: CircleAlert, word: 'drifts' },
  STABLE: { Icon: CircleCheck, word: 'as it was' },
  NOT_ENOUGH: { Icon: CircleHelp, word: 'not enough yet' },
  NO_DATA: { Icon: CircleHelp, word: 'nothing in this time' },
  NO_REFERENCE: { Icon: CircleHelp, word: 'no reference yet' },
};

type Props = {
  readonly fields: readonly Field[];
  readonly shown: Field | undefined;
  readonly onOpen: (field: string) => void;
};

/** All fields, those that drift most first; one opens what is known of it below. */
export function FieldTable({ fields, shown, onOpen }: Props) {
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={560} tabIndex={0} role="region" aria-label="Fields by drift">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Effect</Table.Th>
              <Table.Th>PSI</Table.Th>
              <Table.Th>p</Table.Th>
              <Table.Th>Since</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((field) => (
              <FieldRow key={`${field.metric}/${field.part}`} field={field} isShown={field === shown} onOpen={onOpen} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" p="xs">
        The effect is the larger of two distances: by how many standard deviations (sd) the values moved, and the
        Jensen–Shannon distance (JS) of the shares. It drifts where all three say so: an effect of {DRIFT_EFFECT} or
        more, a PSI that reaches the one beside it, and p of {DRIFT_RATE} or less (Benjamini–Hochberg over all fields).
      </Text>
    </Paper>
  );
}

type RowProps = { readonly field: Field; readonly isShown: boolean; readonly onOpen: (field: string) => void };

function FieldRow({ field, isShown, onOpen }: RowProps) {
  const { Icon, word } = STATES[field.state];
  const { compared } = field;
  return (
    <Table.Tr aria-selected={isShown}>
      <Table.Td>
        <UnstyledButton
          aria-pressed={isShown}
          fw={isShown ? 700 : 500}
          td="underline"
          onClick={() => onOpen(`${field.metric}/${field.part}`)}
        >
          <UserText text={field.title} />
        </UnstyledButton>
      </Table.Td>
      <Table.Td>
        <Icon size={14} aria-hidden /> <UserText text={word} />
      </Table.Td>
      <Table.Td className="figures">{compared ? effectText(compared) : '–'}</Table.Td>
      <Table.Td className="figures">
        {compared
          ? `${figure(compared.psi, compared.psiCritical)} of ${figure(compared.psiCritical, compared.psi)}`
          : '–'}
      </Table.Td>
      <Table.Td className="figures">{compared ? figure(compared.adjustedP, DRIFT_RATE) : '–'}</Table.Td>
      <Table.Td>{field.since ? <When iso={field.since} /> : '–'}</Table.Td>
    </Table.Tr>
  );
}

const UNITS: Readonly<Record<EffectUnit, string>> = { 'standard deviations': 'sd', 'Jensen–Shannon distance': 'JS' };

/** The number and the unit that the field's sentence says. */
export function effectText(compared: { readonly wasserstein: number | null; readonly jensenShannon: number }): string {
  const { value, unit } = effectOf(compared);
  return `${figure(value, DRIFT_EFFECT)} ${UNITS[unit]}`;
}
