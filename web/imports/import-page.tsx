import { useQuery } from '@apollo/client/react';
import { importSettingsSchema } from '@handrail/shared/imports';
import { Anchor, Progress, Stack, Text } from '@mantine/core';
import { Link, useParams } from '../lib/router';
import { ImportDocument, type ImportPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { ImportActions } from './import-actions';
import { ImportErrors } from './import-errors';
import { ImportForm } from './import-form';
import { importInWords } from './import-words';
import { UserText } from '../ui/user-text';

/** One file: what its columns become, then how far it is, then what did not fit. */
export function ImportPage() {
  const project = useProject();
  const { importId = '' } = useParams();
  const { data, error, refetch } = useQuery(ImportDocument, { variables: { projectId: project.id, importId } });
  useReadAgain('datasetsMark', () => refetch());
  const found = data?.labelImport;
  return (
    <Page title={found ? `Import ${found.fileName}` : 'Import'} of={project.name}>
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!found && !error && <Loading lines={8} />}
      {found?.state === 'UPLOADED' && (
        <>
          <ImportForm key={`${found.id} ${JSON.stringify(found.proposal)}`} file={found} />
          <ImportActions file={found} />
        </>
      )}
      {found && found.state !== 'UPLOADED' && <Outcome file={found} slug={project.slug} />}
    </Page>
  );
}

function Outcome({ file, slug }: { readonly file: ImportPartsFragment; readonly slug: string }) {
  return (
    <Stack gap="md">
      {file.state === 'FAILED' && (
        <Notice tone="bad" title="It was not imported to its end">
          {file.failure != null && <UserText text={file.failure} />}
        </Notice>
      )}
      {file.state !== 'FAILED' && (
        <Text size="sm" aria-live="polite">
          {importInWords(file)}. Sent by <UserText text={file.createdBy} />, <When iso={file.createdAt} />.
        </Text>
      )}
      {file.state === 'RUNNING' && <Progress aria-label="Imported so far" value={100 * file.shareDone} />}
      {file.state === 'DONE' && file.rowsStored > 0 && (
        <Text size="sm">
          They are in the project’s{' '}
          <Anchor component={Link} to={`/p/${slug}/labels`} search={{ reason: reasonOf(file.settings) }}>
            labels
          </Anchor>{' '}
          and in every{' '}
          <Anchor component={Link} to={`/p/${slug}/datasets/new`}>
            dataset
          </Anchor>{' '}
          that is frozen from now on.
        </Text>
      )}
      <ImportActions file={file} />
      {file.rowsBad > 0 && <ImportErrors file={file} slug={slug} />}
      {file.state !== 'RUNNING' && (
        <Text size="sm">
          <Anchor component={Link} to={`/p/${slug}/datasets/imports`}>
            Import another file
          </Anchor>
        </Text>
      )}
    </Stack>
  );
}

/** Under which the labels of an import are found. */
function reasonOf(settings: unknown): string {
  const read = importSettingsSchema.safeParse(settings);
  return read.success && read.data.purpose === 'gold' ? 'gold' : 'imported';
}
