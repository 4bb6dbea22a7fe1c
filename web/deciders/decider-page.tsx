import { useQuery } from '@apollo/client/react';
import { Button, NavLink, Stack } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '../lib/router';
import { DeciderDocument, type DeciderPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { DeciderNotes } from './decider-notes';
import { OnnxUpload } from './onnx-upload';
import { StateMark } from './state-mark';
import { TrainPanel } from './train-panel';
import { VersionPanel } from './version-panel';

/** One decider: who looks after it, its versions, and what can be done with each. */
export function DeciderPage() {
  const project = useProject();
  const { name = '' } = useParams();
  const { data, error, refetch } = useQuery(DeciderDocument, { variables: { projectId: project.id, name } });
  useReadAgain('projectMark', () => refetch());
  const decider = data?.decider;
  return (
    <Page
      title={name}
      of={project.name}
      actions={
        decider &&
        can(project, 'deciders:register') && (
          <Button variant="default" component={Link} to={`/p/${project.slug}/deciders/${name}/new`}>
            Another version
          </Button>
        )
      }
    >
      {error && !data && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={8} />}
      {decider === null && (
        <Empty title="There is no decider of this name">It may have another name; the list has them all.</Empty>
      )}
      {decider && <DeciderNotes key={decider.id} decider={decider} />}
      {decider && <Versions decider={decider} />}
      {decider?.kind === 'MODEL' && <TrainPanel name={decider.name} />}
      {decider?.kind === 'MODEL' && can(project, 'deciders:register') && <OnnxUpload name={decider.name} />}
    </Page>
  );
}

function Versions({ decider }: { readonly decider: DeciderPartsFragment }) {
  const { version: asked }: { version?: number } = useSearch();
  const navigate = useNavigate();
  const shown =
    decider.versions.find(({ version }) => version === Number(asked)) ??
    decider.versions.find(({ state }) => state === 'CHAMPION') ??
    decider.versions[0];
  if (!shown)
    return (
      <Empty title="No version yet" isSmall>
        It can decide nothing before it has one.
      </Empty>
    );
  return (
    <div className="beside">
      <Stack gap={0} component="nav" aria-label="Versions">
        {decider.versions.map(({ id, version, state }) => (
          <NavLink
            key={id}
            component="button"
            label={`Version ${version}`}
            rightSection={<StateMark state={state} />}
            active={version === shown.version}
            aria-current={version === shown.version ? 'page' : undefined}
            onClick={() => void navigate({ to: '.', search: { version }, replace: true })}
          />
        ))}
      </Stack>
      <VersionPanel key={shown.id} version={shown} />
    </div>
  );
}
