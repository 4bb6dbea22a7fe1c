import { useMutation } from '@apollo/client/react';
import { alarmRuleSchema, limitUnit, ruleWords, type AlarmRuleContent } from '@handrail/shared/alarms';
import { LEVELS } from '@handrail/shared/ladder';
import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import {
  AlarmSettingsDocument,
  RemoveAlarmRuleDocument,
  SaveAlarmRuleDocument,
  type AlarmSettingsPartsFragment,
} from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';
import { FineFields, WatchedFields, WhenFields, type RuleFields } from './rule-fields';

export type Rule = AlarmSettingsPartsFragment['rules'][number];

const NEW: AlarmRuleContent = {
  name: '',
  source: 'METRIC',
  metric: 'software.errors',
  part: null,
  segment: null,
  version: null,
  level: null,
  read: 'VALUE',
  condition: 'ABOVE',
  limit: 0.05,
  closeLimit: null,
  minimumEffect: 0,
  minimumCount: 50,
  windowMinutes: 15,
  referenceHours: 24,
  isRelative: false,
  opensAfter: 2,
  closesAfter: 5,
  action: 'NONE',
  isOn: true,
};

/** The rule as it is kept, without what is said about it. */
function contentOf({
  id: _id,
  isStarting: _is,
  version: _version,
  decider,
  __typename: _name,
  ...rule
}: Rule): AlarmRuleContent {
  return {
    ...rule,
    part: rule.part ?? null,
    segment: rule.segment ?? null,
    version: decider ?? null,
    level: rule.level ?? null,
    closeLimit: rule.closeLimit ?? null,
  };
}

type Props = {
  /** Null: a new one. */
  readonly rule: Rule | null;
  readonly onClose: () => void;
};

/** Adds a rule, changes all that it says, or removes it; says in words meanwhile what it will do. */
export function RuleForm({ rule, onClose }: Props) {
  const project = useProject();
  const [draft, setDraft] = useState<AlarmRuleContent>(() => (rule ? contentOf(rule) : NEW));
  const [errors, setErrors] = useState<RuleFields['errors']>({});
  const options = { refetchQueries: [AlarmSettingsDocument], awaitRefetchQueries: true };
  const [save, saving] = useMutation(SaveAlarmRuleDocument, options);
  const [remove, removing] = useMutation(RemoveAlarmRuleDocument, options);
  const failure = saving.error ?? removing.error;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const checked = alarmRuleSchema.safeParse(draft);
    if (!checked.success)
      return setErrors(Object.fromEntries(checked.error.issues.map(({ path, message }) => [String(path[0]), message])));
    setErrors({});
    const { version: decider, ...content } = checked.data;
    const seen = rule ? { id: rule.id, expectedVersion: rule.version } : {};
    const input = {
      projectId: project.id,
      ...seen,
      rule: { ...content, level: LEVELS.find((one) => one === content.level), decider },
    };
    inPlace(save({ variables: { input } }).then(onClose));
  };
  const drop = ({ id, version }: Rule): void =>
    inPlace(remove({ variables: { projectId: project.id, id, expectedVersion: version } }).then(onClose));
  const fields: RuleFields = {
    draft,
    errors,
    unit: limitUnit(draft),
    set: (part) => {
      setDraft((before) => ({ ...before, ...part }));
      setErrors((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part))));
    },
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      title={rule ? 'Change a rule' : 'Add a rule'}
      position="right"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <WatchedFields {...fields} />
          <WhenFields {...fields} />
          <Text size="sm" aria-live="polite">
            {Object.values(draft).some(Number.isNaN)
              ? 'When it opens cannot be said yet: a number is missing or cannot be read.'
              : `Opens when it is ${ruleWords(draft)}, for sure and in ${draft.opensAfter} ${draft.opensAfter === 1 ? 'look' : 'looks in a row'}.`}
          </Text>
          <FineFields {...fields} />
          {failure && <Failed message={messageOf(failure)} />}
          <Group justify="space-between">
            <Button type="submit" loading={saving.loading}>
              Save
            </Button>
            {rule && (
              <Button variant="default" loading={removing.loading} onClick={() => drop(rule)}>
                Remove
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}
