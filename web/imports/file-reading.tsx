import { useMutation } from '@apollo/client/react';
import { importMappingSchema, type FileReading } from '@handrail/shared/imports';
import { List, Stack, Switch } from '@mantine/core';
import { LookAtImportDocument, type ImportPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { Failed } from '../ui/states';
import { TextReading } from '../ui/text-reading';
import { When } from '../ui/when';
import { UserText } from '../ui/user-text';

type Props = {
  readonly file: ImportPartsFragment;
  /** Whether it is the same column again that tells its rows apart. */
  readonly isKeyed: boolean;
  readonly isAgain: boolean;
  readonly onAgain: (isAgain: boolean) => void;
};

/** How the file as a whole is read, which can be said otherwise; and whether it was imported before. */
export function FileReadingForm({ file, isKeyed, isAgain, onAgain }: Props) {
  const project = useProject();
  const { reading } = importMappingSchema.parse(file.proposal ?? { fields: {} });
  const [look, { loading, error }] = useMutation(LookAtImportDocument);
  const read = (part: Partial<FileReading>): void => {
    const said = { ...reading, ...part, columns: {} };
    void look({ variables: { projectId: project.id, importId: file.id, reading: said }, errorPolicy: 'all' });
  };
  const isText = file.format !== 'parquet';
  return (
    <Stack gap="xs">
      {file.sameAs && isKeyed && (
        <Notice tone="note" title="This file was imported before">
          <>
            As <UserText text={file.sameAs.fileName} />, <When iso={file.sameAs.at} />. Its rows are found again by{' '}
            <UserText text={file.sameAs.key ?? ''} />: what has changed is an update, the rest stays as it is.
          </>
        </Notice>
      )}
      {file.sameAs && !isKeyed && (
        <Notice tone="bad" title="This file was imported before">
          <>
            As <UserText text={file.sameAs.fileName} />, <When iso={file.sameAs.at} />: {file.sameAs.rows} rows.
            Imported again, they are there twice.
            <Switch
              mt="xs"
              label="Import it once more all the same"
              checked={isAgain}
              onChange={(event) => onAgain(event.currentTarget.checked)}
            />
          </>
        </Notice>
      )}
      {file.notes.length > 0 && (
        <Notice tone="note" title="How it is read">
          <List size="sm">
            {file.notes.map((note) => (
              <List.Item key={note}>
                <UserText text={note} />
              </List.Item>
            ))}
          </List>
        </Notice>
      )}
      {error && <Failed message={messageOf(error)} />}
      {isText && (
        <TextReading
          isBusy={loading}
          isTable={file.format === 'csv'}
          reading={{
            ...reading,
            header: reading.header ?? !file.columns.every((column) => column.startsWith('column_')),
          }}
          onChange={read}
        />
      )}
    </Stack>
  );
}
