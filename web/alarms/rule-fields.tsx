import {
  DRIFT_METRICS,
  isComparison,
  RULE_ACTIONS,
  RULE_CONDITIONS,
  type AlarmRuleContent,
  type LimitUnit,
  type RuleAction,
  type RuleCondition,
} from '@handrail/shared/alarms';
import { LEVELS } from '@handrail/shared/ladder';
import { metricOf, metricsFor, type MetricGroup } from '@handrail/shared/monitoring';
import { inputSchemaSchema } from '@handrail/shared/schema';
import { Checkbox, Fieldset, Select, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { useProject } from '../lib/session';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { NumberField } from '../ui/number-field';

export type RuleFields = {
  readonly draft: AlarmRuleContent;
  /** What is wrong, by the name of the field. */
  readonly errors: Readonly<Partial<Record<string, string>>>;
  /** In what people write the limit. */
  readonly unit: LimitUnit;
  readonly set: (part: Partial<AlarmRuleContent>) => void;
};

export const ACTION_WORDS: Readonly<Record<RuleAction, string>> = {
  NONE: 'Nothing',
  MOVE_DOWN: 'One rung down',
  ROLL_BACK: 'Rollout back',
};
const CONDITION_WORDS: Readonly<Record<RuleCondition, string>> = {
  ABOVE: 'above a limit',
  BELOW: 'below a limit',
  HIGHER: 'higher than before',
  LOWER: 'lower than before',
  DIFFERS: 'different from before',
};
const GROUP_WORDS: Readonly<Record<MetricGroup, string>> = {
  SOFTWARE: 'Software',
  INPUT: 'Inputs',
  OUTPUT: 'Outputs',
  PEOPLE: 'People',
};

/** What the rule looks at: a metric, and which of its cases. */
export function WatchedFields({ draft, errors, set }: RuleFields) {
  const { inputSchema } = useProject();
  const metrics = metricsFor(inputSchemaSchema.parse(inputSchema)).filter(({ kind }) => kind !== 'SHARES');
  const groups = Object.entries(GROUP_WORDS).map(([group, label]) => ({
    group: label,
    items: metrics.filter((one) => one.group === group).map(({ id, title }) => ({ value: id, label: title })),
  }));
  const isOfProcess = metricOf(draft.metric)?.isOfProcess === true;
  const drift = { group: 'Drift', items: DRIFT_METRICS.map(({ id, title }) => ({ value: id, label: title })) };
  const choose = (id: string): void => {
    const found = metricOf(id);
    const read = found?.kind === 'VALUES' ? draft.read : 'VALUE';
    const ofProcess = found?.isOfProcess ? { segment: null, version: null, level: null, action: 'NONE' as const } : {};
    set({ metric: id, source: found ? 'METRIC' : 'DRIFT', read, part: null, ...ofProcess });
  };
  return (
    <>
      <TextInput
        label="Name"
        required
        maxLength={120}
        value={draft.name}
        error={errors['name']}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Select
        label="Metric"
        description={metricOf(draft.metric)?.description}
        searchable
        allowDeselect={false}
        data={drift.items.length > 0 ? [...groups, drift] : groups}
        value={draft.metric}
        error={errors['metric']}
        onChange={(id) => id && choose(id)}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Of
          name="part"
          label={isOfProcess ? 'Process' : 'Field or stage'}
          nothing="Each by itself"
          {...{ draft, errors, set }}
        />
        {!isOfProcess && (
          <>
            <Of name="segment" label="Segment" nothing="All" {...{ draft, errors, set }} />
            <Of name="version" label="Decider version" nothing="All" {...{ draft, errors, set }} />
            <Select
              label="Level"
              placeholder="All"
              clearable
              data={LEVELS.map((level) => ({ value: level, label: LEVEL_WORDS[level].name }))}
              value={draft.level}
              error={errors['level']}
              onChange={(level) => set({ level })}
            />
          </>
        )}
      </SimpleGrid>
    </>
  );
}

type OfProps = Pick<RuleFields, 'draft' | 'errors' | 'set'> & {
  readonly name: 'part' | 'segment' | 'version';
  readonly label: string;
  readonly nothing: string;
};

/** Only cases of that; nothing typed: no such condition. */
function Of({ name, label, nothing, draft, errors, set }: OfProps) {
  return (
    <TextInput
      label={label}
      placeholder={nothing}
      maxLength={300}
      value={draft[name] ?? ''}
      error={errors[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value === '' ? null : event.currentTarget.value })}
    />
  );
}

/** When it opens, and what it does then. */
export function WhenFields(fields: RuleFields) {
  const { draft, errors, unit, set } = fields;
  const comparison = isComparison(draft.condition);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select
        label="Opens when it is"
        allowDeselect={false}
        data={RULE_CONDITIONS.map((value) => ({ value, label: CONDITION_WORDS[value] }))}
        value={draft.condition}
        error={errors['condition']}
        onChange={(condition) =>
          condition && set({ condition, closeLimit: null, ...(isComparison(condition) ? {} : { isRelative: false }) })
        }
      />
      <Num of="limit" label={comparison ? 'By at least' : 'Limit'} {...fields} {...unit} />
      <Num of="windowMinutes" label="In the last" unit="minutes" {...withoutUnit(fields)} />
      {comparison && <Num of="referenceHours" label="Before means the" unit="hours" {...withoutUnit(fields)} />}
      {comparison && (
        <Checkbox
          label="As a share of what it was"
          checked={draft.isRelative}
          onChange={(event) => set({ isRelative: event.currentTarget.checked })}
        />
      )}
      <Select
        label="Does by itself"
        disabled={metricOf(draft.metric)?.isOfProcess === true}
        allowDeselect={false}
        data={RULE_ACTIONS.map((value) => ({ value, label: ACTION_WORDS[value] }))}
        value={draft.action}
        error={errors['action']}
        onChange={(action) => action && set({ action })}
      />
    </SimpleGrid>
  );
}

/** What keeps chance and flicker from waking anybody. */
export function FineFields(fields: RuleFields) {
  const { draft, errors, unit, set } = fields;
  const rest = withoutUnit(fields);
  const isValues = metricOf(draft.metric)?.kind === 'VALUES';
  return (
    <Fieldset legend="Against false alarms">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Num of="minimumCount" label="Of at least" unit="events" {...rest} />
        <Num of="minimumEffect" label="Past the limit by at least" {...fields} {...effectUnit(unit)} />
        <Num of="opensAfter" label="Opens after" unit="looks in a row" {...rest} />
        <Num of="closesAfter" label="Closes after" unit="looks in a row" {...rest} />
        <Num
          of="closeLimit"
          label="All right again at"
          nothing={isComparison(draft.condition) ? 'Half of it' : 'The limit'}
          {...fields}
          {...unit}
        />
        {isValues && (
          <Select
            label="Reads"
            allowDeselect={false}
            data={[
              { value: 'VALUE', label: 'the mean' },
              { value: 'P95', label: 'the 95th percentile' },
            ]}
            value={draft.read}
            error={errors['read']}
            onChange={(read) => read && set({ read })}
          />
        )}
        <Switch label="In use" checked={draft.isOn} onChange={(event) => set({ isOn: event.currentTarget.checked })} />
      </SimpleGrid>
    </Fieldset>
  );
}

function withoutUnit({ draft, errors, set }: RuleFields): Pick<RuleFields, 'draft' | 'errors' | 'set'> {
  return { draft, errors, set };
}

/** Of a share, a difference is in points. */
function effectUnit({ times, unit }: LimitUnit): LimitUnit {
  return times === 100 ? { times, unit: 'points' } : { times, unit };
}

type Numbers = 'limit' | 'closeLimit' | 'minimumEffect' | 'minimumCount' | 'windowMinutes' | 'referenceHours';
const WHOLE: ReadonlySet<string> = new Set([
  'minimumCount',
  'windowMinutes',
  'referenceHours',
  'opensAfter',
  'closesAfter',
]);
type NumProps = Pick<RuleFields, 'draft' | 'errors' | 'set'> & {
  readonly of: Numbers | 'opensAfter' | 'closesAfter';
  readonly label: string;
  readonly unit: string;
  readonly times?: number;
  /** What nothing typed means; absent: a number is needed. */
  readonly nothing?: string;
};

function Num({ of, label, unit, times = 1, nothing, draft, errors, set }: NumProps) {
  const value = draft[of];
  return (
    <NumberField
      label={unit === '' ? label : `${label} (${unit})`}
      placeholder={nothing}
      times={times}
      value={value}
      error={errors[of]}
      isNeeded={nothing === undefined}
      isWhole={WHOLE.has(of)}
      onChange={(given) => set({ [of]: given })}
    />
  );
}
