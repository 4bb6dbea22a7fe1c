import { useMutation } from '@apollo/client/react';
import { Button, Group } from '@mantine/core';
import { useNavigate } from '../lib/router';
import {
  CancelImportDocument,
  ImportsDocument,
  RemoveImportDocument,
  type ImportPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';

/** Stops an import that runs; takes one that does not out of the list. */
export function ImportActions({ file }: { readonly file: ImportPartsFragment }) {
  const project = useProject();
  const navigate = useNavigate();
  const variables = { projectId: project.id, importId: file.id };
  const [cancel, cancelling] = useMutation(CancelImportDocument);
  const [remove, removing] = useMutation(RemoveImportDocument, { refetchQueries: [ImportsDocument] });
  const failure = cancelling.error ?? removing.error;
  const doRemove = async (): Promise<void> => {
    const { data } = await remove({ variables, errorPolicy: 'all' });
    if (data?.removeImport) await navigate({ to: `/p/${project.slug}/datasets/imports` });
  };
  return (
    <>
      {failure && <Failed message={messageOf(failure)} />}
      <Group gap="xs">
        {file.state === 'RUNNING' ? (
          <Button
            size="sm"
            variant="default"
            loading={cancelling.loading}
            onClick={() => void cancel({ variables, errorPolicy: 'all' })}
          >
            Cancel the import
          </Button>
        ) : (
          <Button size="sm" variant="default" loading={removing.loading} onClick={() => void doRemove()}>
            Remove from the list
          </Button>
        )}
      </Group>
    </>
  );
}
