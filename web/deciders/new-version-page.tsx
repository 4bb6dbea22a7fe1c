import { useMutation, useQuery } from '@apollo/client/react';
import { rulesConfigSchema } from '@handrail/shared/deciders';
import { useNavigate, useParams } from '../lib/router';
import {
  DeciderDocument,
  RegisterVersionDocument,
  type DeciderPartsFragment,
  type VersionPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import type { ConfigDraft, registrationOf, VersionDraft } from './version-draft';
import { VersionForm } from './version-form';
import { isolated } from '../ui/visible-text';

/** Registers the next version of a decider, beginning from the last. */
export function NewVersionPage() {
  const project = useProject();
  const { name = '' } = useParams();
  const { data, error, refetch } = useQuery(DeciderDocument, { variables: { projectId: project.id, name } });
  return (
    <Page title={`Another version of ${isolated(name)}`} of={project.name}>
      {error && !data && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={8} />}
      {data?.decider === null && <Empty title="There is no decider of this name">It may have another name.</Empty>}
      {data?.decider && <Form decider={data.decider} />}
    </Page>
  );
}

function Form({ decider }: { readonly decider: DeciderPartsFragment }) {
  const project = useProject();
  const navigate = useNavigate();
  // eslint-disable-next-line local/mutation-shows-its-error -- VersionForm shows what `onSubmit` throws.
  const [register] = useMutation(RegisterVersionDocument, { refetchQueries: [DeciderDocument] });
  const [latest] = decider.versions;
  const submit = async (body: ReturnType<typeof registrationOf>): Promise<void> => {
    const { data } = await register({ variables: { input: { projectId: project.id, name: decider.name, ...body } } });
    if (data) await navigate({ to: `/p/${project.slug}/deciders/${decider.name}` });
  };
  return (
    <VersionForm
      kind={decider.kind}
      from={draftOf(latest)}
      submitName={`Register version ${(latest?.version ?? 0) + 1}`}
      onSubmit={submit}
    >
      {latest?.hasSecrets && (
        <Notice tone="note">The secret of the last version is not shown and not taken over: give it again.</Notice>
      )}
    </VersionForm>
  );
}

function draftOf(version: VersionPartsFragment | undefined): Partial<VersionDraft> {
  const modelCard = (version?.modelCard ?? {}) as ConfigDraft;
  if (version?.connector === 'HTTP') return { connector: 'HTTP', http: version.config as ConfigDraft, modelCard };
  if (version?.connector === 'RULES')
    return { connector: 'RULES', rules: rulesConfigSchema.parse(version.config), modelCard };
  return version?.connector === 'CALLER' ? { connector: 'CALLER', modelCard } : {};
}
