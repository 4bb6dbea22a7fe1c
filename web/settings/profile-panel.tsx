import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import {
  DeclareProfileDocument,
  DeploymentProfilesDocument,
  type ProfilePartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { Notice } from '../ui/notice';
import { ProfileFields, type ProfileValues } from '../ui/profile-fields';
import { Failed, Loading } from '../ui/states';
import { BudgetForm } from './budget-form';
import { ExpiryConsent, useDaysInForce } from './expiry-consent';
import { MeasuredTable } from './measured-table';
import { ProfileHistory } from './profile-history';

/** How the project is deployed: what is declared, what is measured beside it, and who declared what before. */
export function ProfilePanel() {
  const project = useProject();
  const variables = { projectId: project.id };
  const { data, error, refetch } = useQuery(DeploymentProfilesDocument, { variables });
  useReadAgain('projectMark', () => refetch());
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  const current = data?.deploymentProfiles[0];
  if (!current) return <Loading />;
  return (
    <Stack gap="xl" maw={860}>
      <MeasuredTable profile={current} />
      <BudgetForm />
      <DeclareForm key={current.version} current={current} />
      <ProfileHistory profiles={data.deploymentProfiles} />
    </Stack>
  );
}

function DeclareForm({ current }: { readonly current: ProfilePartsFragment }) {
  const project = useProject();
  const isAdmin = can(project, 'project:edit');
  const [values, setValues] = useState<ProfileValues>(valuesOf(current));
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [declare, { loading }] = useMutation(DeclareProfileDocument, { refetchQueries: [DeploymentProfilesDocument] });
  const [agreedDays, setAgreedDays] = useState<number | null>(null);
  const { days: daysInForce, query: inForce } = useDaysInForce(current.personalDataDays);
  const newDays = values.personalDataDays === daysInForce ? null : values.personalDataDays;
  const isChanged = newDays !== null || JSON.stringify(values) !== JSON.stringify(valuesOf(current));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setProblem(null);
    const profile = { ...values, deploymentCase: current.deploymentCase };
    const input = { projectId: project.id, expectedVersion: current.version, profile, reason };
    try {
      const { data } = await declare({ variables: { input } });
      if (data?.declareProfile.__typename === 'ProfileChangedMeanwhile') setProblem(data.declareProfile.message);
      else notifications.show({ message: `Deployment profile ${current.version + 1} is in force.` });
    } catch (failure) {
      setProblem(messageOf(failure));
    }
  };
  return (
    <Stack component="form" gap="sm" onSubmit={(event: FormEvent) => void submit(event)}>
      <Title order={2} size="h5">
        Declared
      </Title>
      <ProfileFields
        values={values}
        isDisabled={!isAdmin}
        onChange={(part) => setValues((before) => ({ ...before, ...part }))}
      />
      <Text size="xs" c="dimmed">
        The limit of cases a second holds over all processes from the next case on. Personal data that is older than
        declared is erased every day. What is logged is recorded here for whoever has to know; Handrail’s own log never
        holds a case.
      </Text>
      <Unread what="After how many days cases are erased now" query={inForce} />
      {isAdmin && newDays !== null && !Number.isNaN(newDays) && (
        <ExpiryConsent
          days={newDays}
          isAgreed={agreedDays === newDays}
          onChange={(isAgreed) => setAgreedDays(isAgreed ? newDays : null)}
        />
      )}
      {problem && <Notice tone="bad">{problem}</Notice>}
      {isAdmin && (
        <Group align="flex-end">
          <TextInput
            label="Why?"
            placeholder="Seen in the history below"
            miw={260}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" loading={loading} disabled={!isChanged || (newDays !== null && agreedDays !== newDays)}>
            Declare profile {current.version + 1}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function valuesOf(profile: ProfilePartsFragment): ProfileValues {
  const { serving, place, casesPerSecond, memoryMb, cpuCores, logged, personalDataDays } = profile;
  return { serving, place, casesPerSecond, memoryMb, cpuCores, logged, personalDataDays };
}
