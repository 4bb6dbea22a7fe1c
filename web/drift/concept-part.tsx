import { useQuery } from '@apollo/client/react';
import { NativeSelect, SimpleGrid, Stack, Text } from '@mantine/core';
import { AnnotationsDocument, ConceptDriftDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { markOf } from '../ui/charts/mark-of';
import { TimeChart } from '../ui/charts/time-chart';
import { Empty, Failed, Loading } from '../ui/states';
import type { Concept } from './concept';
import { CalibrationTable } from './calibration-table';
import { DetectorTable } from './detector-table';
import { ErrorTable } from './error-table';
import { EstimatePart } from './estimate-part';
import { UserText } from '../ui/user-text';

type Props = {
  /** `name@version`; undefined: the one that was labelled last. */
  readonly version: string | undefined;
  readonly hours: number;
  readonly onVersion: (version: string) => void;
};

/** Whether the rules of taking the decision changed: what blind labels say, and what confidence says without them. */
export function ConceptPart({ version, hours, onVersion }: Props) {
  const project = useProject();
  const { data, previousData, error, refetch } = useQuery(ConceptDriftDocument, {
    variables: { projectId: project.id, version: version ?? null, hours },
  });
  useReadAgain('decisionsMark', () => refetch());
  const concept = (data ?? previousData)?.conceptDrift;
  if (error) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!concept) return <Loading lines={8} />;
  if (concept.version === null)
    return (
      <Empty title="No blind label yet">
        Whether the rules changed is told from answers that people gave without seeing the machine’s. Audits and blind
        controls bring them.
      </Empty>
    );
  return (
    <section aria-label="Concept drift">
      <Stack gap="md">
        {concept.versions.length > 1 && (
          <NativeSelect
            label="Version"
            w="fit-content"
            data={[...concept.versions]}
            value={concept.version}
            onChange={({ currentTarget: { value } }) => onVersion(value)}
          />
        )}
        <div>
          <Text fw={600} role="status">
            <UserText text={concept.sentence} />
          </Text>
          <Text size="sm" c="dimmed">
            {basisOf(concept)}
          </Text>
        </div>
        <ErrorChart concept={concept} />
        <ErrorTable title="Error rate" firstColumn="Of" rows={ratesOf(concept)} />
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          <DetectorTable detectors={concept.detectors} needed={concept.needed} />
          <EstimatePart estimate={concept.estimate} error={concept.recent} hours={hours} />
        </SimpleGrid>
        <CalibrationTable calibration={concept.calibration} />
        {!concept.isVeiled && (
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
            <ErrorTable title="By prediction" firstColumn="Class" rows={concept.classes} />
            <ErrorTable title="By segment" firstColumn="Segment" rows={concept.segments} />
          </SimpleGrid>
        )}
      </Stack>
    </section>
  );
}

function ErrorChart({ concept }: { readonly concept: Concept }) {
  const project = useProject();
  const { points, periodSeconds } = concept;
  const from = Date.parse(points[0]?.at ?? '');
  const to = Date.parse(points.at(-1)?.at ?? '') + periodSeconds * 1000;
  const isKnown = Number.isFinite(from) && Number.isFinite(to);
  const happened = useQuery(AnnotationsDocument, {
    variables: isKnown
      ? { projectId: project.id, from: new Date(from).toISOString(), to: new Date(to).toISOString() }
      : { projectId: project.id, from: '', to: '' },
    skip: !isKnown,
  });
  if (!isKnown) return null;
  return (
    <>
      <Unread what="What happened in this time" query={happened} />
      <TimeChart
        title="Error of the machine"
        note="Share of the blind answers that differ from the machine’s, weighted by how likely each was asked for; the band holds the true rate of its period with probability 95 %."
        unit="share"
        series={[
          {
            id: 'error',
            label: concept.version ?? '',
            points: points.map(({ at, labels, value, lower, upper }) => ({
              at: Date.parse(at),
              value,
              lower: value === null ? null : lower,
              upper: value === null ? null : upper,
              n: labels,
            })),
          },
        ]}
        from={from}
        to={to}
        marks={(happened.data?.annotations ?? []).map((each) => markOf(each, project.slug))}
      />
    </>
  );
}

function basisOf({ labels, seen, needed, version, isVeiled }: Concept): string {
  const heard = `From ${labels} blind ${labels === 1 ? 'label' : 'labels'} of ${version}`;
  const short = seen < needed ? `; ${needed - seen} more until there is a verdict` : '';
  const veiled = isVeiled
    ? '. Without the newest of them, classes and segments, because you answer blind reviews yourself'
    : '';
  return `${heard}${short}${veiled}.`;
}

function ratesOf({ reference, recent, total, since }: Concept): (Concept['total'] & { name: string })[] {
  return [
    { name: 'the first labels', ...reference },
    ...(since === null ? [] : [{ name: 'labels since the change', ...recent }]),
    { name: 'all labels', ...total },
  ];
}
