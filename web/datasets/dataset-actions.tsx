import { useMutation } from '@apollo/client/react';
import { Button, Group } from '@mantine/core';
import { useNavigate } from '../lib/router';
import {
  CancelDatasetDocument,
  DatasetsDocument,
  RemoveDatasetDocument,
  type DatasetPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';

/** Stops a freezing; removes a version that never became ready. */
export function DatasetActions({ version }: { readonly version: DatasetPartsFragment }) {
  const project = useProject();
  const navigate = useNavigate();
  const variables = { projectId: project.id, number: version.number };
  const [cancel, cancelling] = useMutation(CancelDatasetDocument);
  const [remove, removing] = useMutation(RemoveDatasetDocument, { refetchQueries: [DatasetsDocument] });
  const failure = cancelling.error ?? removing.error;
  const doRemove = async (): Promise<void> => {
    const { data } = await remove({ variables, errorPolicy: 'all' });
    if (data?.removeDataset) await navigate({ to: `/p/${project.slug}/datasets` });
  };
  if (version.state === 'READY') return null;
  return (
    <>
      {failure && <Failed message={messageOf(failure)} />}
      <Group gap="xs">
        {version.state === 'BUILDING' ? (
          <Button
            size="sm"
            variant="default"
            loading={cancelling.loading}
            onClick={() => void cancel({ variables, errorPolicy: 'all' })}
          >
            Cancel
          </Button>
        ) : (
          <Button size="sm" variant="default" loading={removing.loading} onClick={() => void doRemove()}>
            Remove
          </Button>
        )}
      </Group>
    </>
  );
}
