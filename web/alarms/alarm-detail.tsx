import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, NativeSelect, Stack, Text, Timeline, Title } from '@mantine/core';
import { Link } from '../lib/router';
import {
  AcknowledgeAlarmDocument,
  AlarmSettingsDocument,
  AssignAlarmDocument,
  JudgeAlarmDocument,
  OneAlarmDocument,
  ResolveAlarmDocument,
  type AlarmPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { inWords } from '../ui/format';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Props = { readonly alarm: AlarmPartsFragment };
type Signal = AlarmPartsFragment['signals'][number];

/** All of an alarm: what was seen, what may have caused it, what can be done, and what was done. */
export function AlarmDetail({ id }: { readonly id: string }) {
  const project = useProject();
  const { data, error, refetch } = useQuery(OneAlarmDocument, { variables: { id } });
  useReadAgain('alarmsMark', () => refetch());
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { alarm } = data;
  return (
    <Stack>
      <Title order={2} size="h4">
        <UserText text={alarm.title} />
      </Title>
      {can(project, 'alarms:handle') && <Handling alarm={alarm} />}
      {alarm.signals.map((signal) => (
        <SignalView key={signal.id} signal={signal} />
      ))}
      {alarm.actions.map(({ kind, result, state }) => (
        <Text key={kind} size="sm">
          By itself: {state === 'DUE' ? 'about to act.' : result}{' '}
          <Link to={kind === 'MOVE_DOWN' ? '/p/$slug/ladder' : '/p/$slug/rollouts'} params={{ slug: project.slug }}>
            Look at it, or undo it
          </Link>
        </Text>
      ))}
      <Causes alarm={alarm} />
      <History alarm={alarm} />
    </Stack>
  );
}

function SignalView({ signal }: { readonly signal: Signal }) {
  const project = useProject();
  const { fieldState: has, ...cases } = signal.cases;
  const { segment, decider, level, from, to, field } = cases;
  const filters = Object.entries({ from, to, segment, decider, level, field, has }).filter(
    ([, value]) => value != null,
  );
  return (
    <section aria-label={`${signal.rule} ${signal.part}`.trim()}>
      <Stack gap={4}>
        <Text size="sm">
          <UserText text={signal.sentence} />
        </Text>
        <Text size="xs" c="dimmed">
          Since <When iso={signal.since} />
          {signal.closedAt != null && (
            <>
              , over <When iso={signal.closedAt} />
            </>
          )}
        </Text>
        {signal.picture != null && (
          <img
            src={`data:image/svg+xml,${encodeURIComponent(signal.picture)}`}
            alt={`${signal.rule} over time`}
            className="alarm-picture"
          />
        )}
        <Text size="sm">
          <Link to="/p/$slug/decisions" params={{ slug: project.slug }} search={Object.fromEntries(filters)}>
            The cases behind it
          </Link>
          {signal.metric.startsWith('drift.') && (
            <>
              {' · '}
              <Link to="/p/$slug/drift" params={{ slug: project.slug }} search={driftOf(signal)}>
                What drifts, and from where
              </Link>
            </>
          )}
        </Text>
      </Stack>
    </section>
  );
}

function driftOf({ metric, part }: Signal): Record<string, string> {
  return metric === 'drift.error' ? { side: 'concept' } : { field: part };
}

function Handling({ alarm }: Props) {
  const [acknowledge, acknowledged] = useMutation(AcknowledgeAlarmDocument);
  const [resolve, resolved] = useMutation(ResolveAlarmDocument);
  const [judge, judged] = useMutation(JudgeAlarmDocument);
  const error = acknowledged.error ?? resolved.error ?? judged.error;
  const { id, isUseful } = alarm;
  const say = (useful: boolean): void => void judge({ variables: { id, isUseful: useful } });
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {alarm.phase === 'FIRING' && (
          <Button size="sm" loading={acknowledged.loading} onClick={() => void acknowledge({ variables: { id } })}>
            Acknowledge
          </Button>
        )}
        {alarm.phase !== 'RESOLVED' && (
          <Button
            size="sm"
            variant="default"
            loading={resolved.loading}
            onClick={() => void resolve({ variables: { id } })}
          >
            Resolve
          </Button>
        )}
        <Button size="sm" variant="default" aria-pressed={isUseful === true} onClick={() => say(true)}>
          Useful
        </Button>
        <Button size="sm" variant="default" aria-pressed={isUseful === false} onClick={() => say(false)}>
          Not useful
        </Button>
      </Group>
      {alarm.phase !== 'RESOLVED' && <Assignment alarm={alarm} />}
      <Text size="xs" c="dimmed" role="status">
        {alarm.acknowledgedBy == null ? 'Nobody has acknowledged it.' : `Acknowledged by ${alarm.acknowledgedBy}.`}
        {alarm.resolvedBy != null && ` Resolved by ${alarm.resolvedBy}.`}
        {isUseful != null && ` Judged ${isUseful ? 'useful' : 'not useful'}.`}
      </Text>
      {error && <Failed message={messageOf(error)} />}
    </Stack>
  );
}

function Assignment({ alarm }: Props) {
  const project = useProject();
  const settings = useQuery(AlarmSettingsDocument, { variables: { projectId: project.id } });
  const [assign, { error }] = useMutation(AssignAlarmDocument);
  const people = (settings.data?.alarmSettings.handlers ?? []).map(({ id, name }) => ({
    value: id,
    label: isolated(name),
  }));
  return (
    <>
      <NativeSelect
        label="Who sees to it"
        size="sm"
        maw={260}
        data={[{ value: '', label: 'Nobody in particular' }, ...people]}
        value={alarm.assignee?.id ?? ''}
        onChange={({ currentTarget: { value } }) =>
          void assign({ variables: { id: alarm.id, personId: value === '' ? null : value } })
        }
      />
      <Unread what="Who could see to it" query={settings} />
      {error && <Failed message={messageOf(error)} />}
    </>
  );
}

function Causes({ alarm }: Props) {
  return (
    <section aria-labelledby="causes">
      <Title order={3} size="h6" id="causes">
        Likely causes
      </Title>
      {alarm.causes.length === 0 ? (
        <Text size="sm">Nothing was changed in the six hours before.</Text>
      ) : (
        <ol>
          {alarm.causes.map(({ id, at, title, detail }) => (
            <li key={id}>
              <Text size="sm">
                {isolated(title)}, <When iso={at} />
                {detail !== '' && `: ${isolated(detail)}`}
              </Text>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function History({ alarm }: Props) {
  return (
    <section aria-labelledby="history">
      <Title order={3} size="h6" id="history" mb="xs">
        What happened
      </Title>
      <Timeline bulletSize={12} lineWidth={1}>
        {alarm.events.map(({ id, kind, actor, detail, at }) => (
          <Timeline.Item key={id} title={`${inWords(kind.toLowerCase())} by ${actor}`}>
            {detail !== '' && (
              <Text size="sm">
                <UserText text={detail} />
              </Text>
            )}
            <Text size="xs" c="dimmed">
              <When iso={at} />
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  );
}
