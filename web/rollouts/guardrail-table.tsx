import { Badge, Group, Stack, Table, Text, Title } from '@mantine/core';
import { rateText } from '@handrail/shared/words';
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import type { GuardrailPartsFragment, PlanPartsFragment, RolloutPartsFragment } from '../lib/generated/graphql';
import { When } from '../ui/when';
import { eValue } from './e-value';
import { METRIC_WORDS } from './words';
import { UserText } from '../ui/user-text';

const VERDICTS = {
  PASS: { Icon: CircleCheck, word: 'passes', look: '' },
  FAIL: { Icon: CircleAlert, word: 'fails', look: 'badge-bad' },
  UNKNOWN: { Icon: CircleHelp, word: 'not enough data yet', look: 'hatched' },
} as const;

type Standing = NonNullable<RolloutPartsFragment['standing']>;

/** Each guardrail with its verdict and how near it is to its alarm. */
export function GuardrailTable({ standing, plan }: { readonly standing: Standing; readonly plan: PlanPartsFragment }) {
  return (
    <section aria-labelledby="guardrails">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="guardrails">
          Guardrails
        </Title>
        <Text size="xs" c="dimmed">
          judged <When iso={standing.judgedAt} />
        </Text>
      </Group>
      {standing.guardrails.length === 0 ? (
        <Text size="sm">This rollout has none: nothing takes the challenger out but a person.</Text>
      ) : (
        <GuardrailRows guardrails={standing.guardrails} plan={plan} />
      )}
    </section>
  );
}

type RowsProps = { readonly guardrails: readonly GuardrailPartsFragment[]; readonly plan: PlanPartsFragment };

export function GuardrailRows({ guardrails, plan }: RowsProps) {
  return (
    <Table className="stack" aria-label="Guardrails">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What is watched</Table.Th>
          <Table.Th>Verdict</Table.Th>
          <Table.Th>Evidence against it, up to the alarm</Table.Th>
          <Table.Th>In words</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {guardrails.map((guardrail) => {
          const { Icon, word, look } = VERDICTS[guardrail.verdict];
          return (
            <Table.Tr key={guardrail.metric}>
              <Table.Td data-main>
                {METRIC_WORDS[guardrail.metric].name}
                <Text size="xs" c="dimmed">
                  {limitOf(guardrail.metric, plan)}
                </Text>
              </Table.Td>
              <Table.Td data-label="Verdict">
                <Badge
                  variant="default"
                  tt="none"
                  size="lg"
                  miw="max-content"
                  className={look}
                  leftSection={<Icon size={14} aria-hidden />}
                >
                  {word}
                </Badge>
              </Table.Td>
              <Table.Td data-label="Evidence">
                <EvidenceBar {...guardrail} />
              </Table.Td>
              <Table.Td data-label="In words">
                <Text size="sm">
                  <UserText text={guardrail.sentence} />
                </Text>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

function limitOf(metric: GuardrailPartsFragment['metric'], plan: PlanPartsFragment): string {
  const given = plan.guardrails.find((one) => one.metric === metric);
  if (!given) return '';
  const own = given.limit === null ? [] : [`fails above ${rateText(given.limit)} of cases`];
  const compared =
    given.worseThan === null || plan.incumbent === null
      ? []
      : [`fails above ${given.worseThan} ×, passes below ${given.atMost} × the incumbent`];
  return [...compared, ...own].join('; ');
}

/** The e-value so far on the way to its alarm; on a log scale, so equal evidence is equal length. */
function EvidenceBar({ logE, alarmLogE, alarmShare, verdict, metric, observed }: GuardrailPartsFragment) {
  const value = `e-value ${eValue(logE, alarmLogE)}, alarm at ${eValue(alarmLogE)}`;
  const isUnknown = observed === 0;
  return (
    <Stack gap={2}>
      <div
        className={isUnknown ? 'bar hatched' : 'bar'}
        role="meter"
        aria-label={`${METRIC_WORDS[metric].name}: ${value}`}
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={alarmShare}
      >
        <div
          className={verdict === 'FAIL' ? 'bar-fill bar-bad' : 'bar-fill'}
          style={{ width: `${100 * Math.max(0, Math.min(1, alarmShare))}%` }}
        />
        <div className="bar-mark" style={{ left: 'calc(100% - 2px)' }} />
      </div>
      <Text size="xs" c="dimmed">
        {isUnknown ? 'nothing observed' : value}
      </Text>
    </Stack>
  );
}
