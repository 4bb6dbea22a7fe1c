import { useMutation, useQuery } from '@apollo/client/react';
import { metricOf } from '@handrail/shared/monitoring';
import { driftMetricOf, RULE_ACTIONS, ruleWords } from '@handrail/shared/alarms';
import { Anchor, Button, Group, NativeSelect, Stack, Switch, Table, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import {
  AlarmSettingsDocument,
  MuteAlarmsDocument,
  SaveAlarmRuleDocument,
  UnmuteAlarmsDocument,
  type AlarmSettingsPartsFragment,
} from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { rowKeys, rowProps } from '../ui/rows';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { OverviewLimits } from './overview-limits';
import { ACTION_WORDS } from './rule-fields';
import { RuleForm, type Rule } from './rule-form';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

const ACTIONS = RULE_ACTIONS.map((value) => ({ value, label: ACTION_WORDS[value] }));
const NEW = 'new';

/** What raises alarms, what that may do by itself, and when nothing does. */
export function AlarmRules() {
  const project = useProject();
  const { data, error, refetch } = useQuery(AlarmSettingsDocument, { variables: { projectId: project.id } });
  useReadAgain('alarmsMark', () => refetch());
  const [editing, setEditing] = useState<string | null>(null);
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={8} />;
  const { rules, mutes } = data.alarmSettings;
  const edited = rules.find(({ id }) => id === editing);
  return (
    <Stack gap="xl">
      <section aria-labelledby="rules">
        <Title order={2} size="h4" id="rules">
          Rules
        </Title>
        <Text size="sm" mb="xs">
          {rules.length === 0
            ? 'The starting rules come with the first look, within a minute.'
            : 'Each is looked at every minute. A value has to be past its limit by more than chance.'}
        </Text>
        {rules.length > 0 && <RuleTable rules={rules} onEdit={setEditing} />}
        {can(project, 'monitoring:edit') && (
          <Button mt="sm" variant="default" onClick={() => setEditing(NEW)}>
            Add a rule
          </Button>
        )}
        {(edited || editing === NEW) && (
          <RuleForm key={editing} rule={edited ?? null} onClose={() => setEditing(null)} />
        )}
      </section>
      <OverviewLimits />
      <Mutes mutes={mutes} />
    </Stack>
  );
}

type Editing = { readonly onEdit: (id: string) => void };

function RuleTable({ rules, onEdit }: Editing & { readonly rules: readonly Rule[] }) {
  return (
    <Table verticalSpacing={6} className="stack" fz="sm" aria-label="Rules">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Rule</Table.Th>
          <Table.Th>When</Table.Th>
          <Table.Th>Does by itself</Table.Th>
          <Table.Th>In use</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody {...rowKeys}>
        {rules.map((rule) => (
          <RuleRow key={rule.id} rule={rule} onEdit={onEdit} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function RuleRow({ rule, onEdit }: Editing & { readonly rule: Rule }) {
  const project = useProject();
  const [save, { error }] = useMutation(SaveAlarmRuleDocument, { refetchQueries: [AlarmSettingsDocument] });
  const mayEdit = can(project, 'monitoring:edit');
  const { id, version, isStarting: _isStarting, __typename: _name, ...content } = rule;
  const change = (changed: Partial<Pick<Rule, 'action' | 'isOn'>>): void =>
    void save({
      variables: { input: { projectId: project.id, id, expectedVersion: version, rule: { ...content, ...changed } } },
    });
  return (
    <Table.Tr {...rowProps()}>
      <Table.Td data-main>
        {mayEdit ? (
          <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onEdit(id)}>
            <UserText text={rule.name} />
          </Anchor>
        ) : (
          <UserText text={rule.name} />
        )}
        <Text size="xs" c="dimmed">
          {(metricOf(rule.metric) ?? driftMetricOf(rule.metric))?.title ?? rule.metric}
          {rule.part != null && `, ${isolated(rule.part)}`}
        </Text>
        {error && <Failed message={messageOf(error)} />}
      </Table.Td>
      <Table.Td data-label="When">{ruleWords(rule)}</Table.Td>
      <Table.Td data-label="Does by itself">
        <NativeSelect
          size="sm"
          aria-label={`What “${isolated(rule.name)}” does by itself`}
          disabled={!mayEdit}
          data={ACTIONS}
          value={rule.action}
          onChange={({ currentTarget: { value } }) =>
            change({ action: ACTIONS.find((one) => one.value === value)?.value ?? 'NONE' })
          }
        />
      </Table.Td>
      <Table.Td data-label="In use">
        <Switch
          aria-label={`“${isolated(rule.name)}” in use`}
          disabled={!mayEdit}
          checked={rule.isOn}
          onChange={({ currentTarget: { checked } }) => change({ isOn: checked })}
        />
      </Table.Td>
    </Table.Tr>
  );
}

const HOURS = [1, 4, 24, 72];

function Mutes({ mutes }: Pick<AlarmSettingsPartsFragment, 'mutes'>) {
  const project = useProject();
  const [mute, muting] = useMutation(MuteAlarmsDocument, { refetchQueries: [AlarmSettingsDocument] });
  const [unmute, unmuting] = useMutation(UnmuteAlarmsDocument, { refetchQueries: [AlarmSettingsDocument] });
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState('1');
  const error = muting.error ?? unmuting.error;
  const start = async (): Promise<void> => {
    const from = new Date();
    const to = new Date(from.getTime() + Number(hours) * 3_600_000);
    const input = { projectId: project.id, from: from.toISOString(), to: to.toISOString(), reason };
    await mute({ variables: { input } });
    setReason('');
  };
  return (
    <section aria-labelledby="mutes">
      <Title order={2} size="h4" id="mutes">
        Mute for maintenance
      </Title>
      <Text size="sm" mb="xs">
        Nothing is raised meanwhile; what lasts is raised when it ends.
      </Text>
      {mutes.map(({ id, to, reason: why, by }) => (
        <Group key={id} gap="xs" mb="xs">
          <Text size="sm">
            Muted by <UserText text={by} /> until <When iso={to} />: <UserText text={why} />
          </Text>
          {can(project, 'alarms:handle') && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void unmute({ variables: { projectId: project.id, id } })}
            >
              End it
            </Button>
          )}
        </Group>
      ))}
      {can(project, 'alarms:handle') && (
        <Group align="end" gap="xs">
          <TextInput
            label="Why"
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <NativeSelect
            label="For"
            data={HOURS.map((one) => ({ value: String(one), label: one === 1 ? '1 hour' : `${one} hours` }))}
            value={hours}
            onChange={(event) => setHours(event.currentTarget.value)}
          />
          <Button disabled={reason.trim() === ''} loading={muting.loading} onClick={() => inPlace(start())}>
            Mute all rules
          </Button>
        </Group>
      )}
      {error && <Failed message={messageOf(error)} />}
    </section>
  );
}
