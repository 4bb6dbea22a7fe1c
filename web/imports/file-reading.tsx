import { useMutation } from '@apollo/client/react';
import {
  ENCODING_WORDS,
  ENCODINGS,
  importMappingSchema,
  SEPARATOR_WORDS,
  SEPARATORS,
  type FileReading,
} from '@handrail/shared/imports';
import { List, Select, Stack, Switch } from '@mantine/core';
import { LookAtImportDocument, type ImportPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { Failed } from '../ui/states';
import { When } from '../ui/when';
import { UserText } from '../ui/user-text';

type Props = {
  readonly file: ImportPartsFragment;
  readonly isAgain: boolean;
  readonly onAgain: (isAgain: boolean) => void;
};

/** How the file as a whole is read, which can be said otherwise; and whether it was imported before. */
export function FileReadingForm({ file, isAgain, onAgain }: Props) {
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
      {file.sameAs && (
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
        <Select
          size="sm"
          label="Encoding"
          allowDeselect={false}
          disabled={loading}
          data={ENCODINGS.map((value) => ({ value, label: ENCODING_WORDS[value] }))}
          value={reading.encoding ?? 'utf-8'}
          onChange={(value) => {
            const encoding = ENCODINGS.find((one) => one === value);
            if (encoding) read({ encoding });
          }}
        />
      )}
      {file.format === 'csv' && (
        <>
          <Select
            size="sm"
            label="Cells are separated by"
            allowDeselect={false}
            disabled={loading}
            data={separators(reading.separator)}
            value={reading.separator ?? ','}
            onChange={(separator) => separator !== null && read({ separator })}
          />
          <Switch
            label="The first line names the columns"
            checked={reading.header ?? !file.columns.every((column) => column.startsWith('column_'))}
            disabled={loading}
            onChange={(event) => read({ header: event.currentTarget.checked })}
          />
        </>
      )}
    </Stack>
  );
}

function separators(own: string | undefined): { value: string; label: string }[] {
  const all = own === undefined || SEPARATORS.some((one) => one === own) ? SEPARATORS : [...SEPARATORS, own];
  return all.map((value) => ({ value, label: SEPARATOR_WORDS[value] ?? value }));
}
