import { useApolloClient } from '@apollo/client/react';
import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { DatasetExportsDocument } from '../lib/generated/graphql';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { endExportWatch, watchedExports, type WatchedExport } from '../lib/watched-exports';

/** Says, on whatever page of the project one is, that an export that was started here has ended; draws nothing itself. */
export function ExportNotice() {
  const project = useProject();
  const client = useApolloClient();
  const look = async ({ id, number }: WatchedExport): Promise<void> => {
    const { data } = await client.query({
      query: DatasetExportsDocument,
      variables: { projectId: project.id, number },
      fetchPolicy: 'network-only',
    });
    const one = data?.datasetExports.find((found) => found.id === id);
    if (!one || one.state === 'RUNNING' || !endExportWatch(project.id, id) || one.state === 'CANCELLED') return;
    const what = `${one.file} of dataset ${number}`;
    notifications.show({
      ...(one.state === 'READY' ? {} : { color: 'red' }),
      message:
        one.state === 'READY' ? (
          <Anchor href={`/v1/exports/${id}/file`} download size="sm">
            {what} is there: download
          </Anchor>
        ) : (
          `${what} could not be made: ${one.failure ?? 'no reason was kept'}`
        ),
    });
  };
  // What could not be asked is asked again with the next change, and stays watched until then.
  useReadAgain('datasetsMark', () => Promise.all(watchedExports(project.id).map(look)));
  return null;
}
