import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Stack, Text } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { RiskRegisterDocument, TakeStartingRisksDocument, type RegisterPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { MetricTable } from './metric-table';
import { RiskForm } from './risk-form';
import { RiskTable, type RiskParts } from './risk-table';
import { UserText } from '../ui/user-text';

/** What could go wrong in a project, and which metrics would reveal it. */
export function RisksPage() {
  const project = useProject();
  const { data, error, refetch } = useQuery(RiskRegisterDocument, { variables: { projectId: project.id } });
  const [edited, setEdited] = useState<RiskParts | 'new' | null>(null);
  const mayEdit = can(project, 'monitoring:edit');
  const register = data?.riskRegister;
  return (
    <Page
      title="Risks"
      of={project.name}
      actions={
        mayEdit && (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            Add a risk
          </Button>
        )
      }
    >
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!register && !error && <Loading lines={6} />}
      {register && <Register register={register} mayEdit={mayEdit} onEdit={setEdited} />}
      {register && edited && (
        <RiskForm
          key={edited === 'new' ? edited : edited.id}
          risk={edited === 'new' ? null : edited}
          register={register}
          onClose={() => setEdited(null)}
          onFailed={() => void refetch()}
        />
      )}
    </Page>
  );
}

type RegisterProps = {
  readonly register: RegisterPartsFragment;
  readonly mayEdit: boolean;
  readonly onEdit: (risk: RiskParts) => void;
};

function Register({ register, mayEdit, onEdit }: RegisterProps) {
  return (
    <Stack gap="xl">
      {register.suggestions.length > 0 && <Suggestions suggestions={register.suggestions} mayEdit={mayEdit} />}
      {register.risks.length === 0 ? (
        <Empty title="No risk is written down">
          Write down what could go wrong and which metrics would reveal it, before your users tell you.
        </Empty>
      ) : (
        <RiskTable register={register} onEdit={mayEdit ? onEdit : null} />
      )}
      <MetricTable metrics={register.metrics} hasRisks={register.risks.length > 0} mayEdit={mayEdit} />
    </Stack>
  );
}

type SuggestionsProps = Pick<RegisterPartsFragment, 'suggestions'> & { readonly mayEdit: boolean };

/** The part of the starting list that the project has not taken. */
function Suggestions({ suggestions, mayEdit }: SuggestionsProps) {
  const project = useProject();
  const [take, { loading, error }] = useMutation(TakeStartingRisksDocument, { refetchQueries: [RiskRegisterDocument] });
  const keys = suggestions.map(({ key }) => key);
  const lines = suggestions.length === 1 ? '1 risk' : `${suggestions.length} risks`;
  return (
    <Notice tone="note" title={`${lines} that projects like this one usually have`}>
      <Stack gap="xs">
        <ul>
          {suggestions.map(({ key, title }) => (
            <li key={key}>
              <UserText text={title} />
            </li>
          ))}
        </ul>
        <Group>
          {mayEdit ? (
            <Button
              size="xs"
              loading={loading}
              onClick={() => void take({ variables: { projectId: project.id, keys } })}
            >
              Take them all
            </Button>
          ) : (
            <Text size="sm">An admin can take them into the register.</Text>
          )}
        </Group>
        {error && <Failed message={messageOf(error)} />}
      </Stack>
    </Notice>
  );
}
