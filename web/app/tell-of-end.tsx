import type { ApolloClient } from '@apollo/client';
import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { DatasetDocument, DatasetExportsDocument } from '../lib/generated/graphql';
import type { ProjectInView } from '../lib/session';
import { endWatch } from '../lib/watched-datasets';
import { endExportWatch, type WatchedExport } from '../lib/watched-exports';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Page = {
  readonly client: ApolloClient;
  readonly project: ProjectInView;
  readonly pathname: string;
  readonly go: (to: string) => void;
};

/** Says that a dataset is ready, if it is and nobody has been told. */
export async function tellOfDataset({ client, project, pathname, go }: Page, number: number): Promise<void> {
  const variables = { projectId: project.id, number };
  // Whole, as its page asks for it: a part of a version in the cache would be read there as the whole.
  const { data } = await client.query({ query: DatasetDocument, variables, fetchPolicy: 'network-only' });
  const version = data?.datasetVersion;
  if (!version || version.state === 'BUILDING' || !endWatch(project.id, number)) return;
  const address = `/p/${project.slug}/datasets/${number}`;
  // Its own page shows it.
  if (pathname === address) return;
  notifications.show({
    message: (
      <Anchor
        href={address}
        size="sm"
        // Notices stand outside of the router.
        onClick={(event) => {
          event.preventDefault();
          go(address);
        }}
      >
        Dataset {number} · <UserText text={version.name} />{' '}
        {version.state === 'READY' ? 'is ready' : 'could not be frozen'}
      </Anchor>
    ),
  });
}

/** Says that an export has ended, if it has and nobody has been told. */
export async function tellOfExport({ client, project }: Page, { id, number }: WatchedExport): Promise<void> {
  const { data } = await client.query({
    query: DatasetExportsDocument,
    variables: { projectId: project.id, number },
    fetchPolicy: 'network-only',
  });
  const one = data?.datasetExports.find((found) => found.id === id);
  if (!one || one.state === 'RUNNING' || !endExportWatch(project.id, id) || one.state === 'CANCELLED') return;
  const what = `${isolated(one.file)} of dataset ${number}`;
  notifications.show({
    ...(one.state === 'READY' ? {} : { color: 'red' }),
    message:
      one.state === 'READY' ? (
        <Anchor href={`/v1/exports/${id}/file`} download size="sm">
          {what} is there: download
        </Anchor>
      ) : (
        `${what} could not be made: ${isolated(one.failure ?? 'no reason was kept')}`
      ),
  });
}
