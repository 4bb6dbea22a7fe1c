import { useMutation, useQuery } from '@apollo/client/react';
import type { SourceRow } from '@handrail/shared/imports';
import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { ImportPreviewDocument, StartImportDocument, type ImportPartsFragment } from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { size } from '../ui/format';
import { Notice } from '../ui/notice';
import { Failed, Loading } from '../ui/states';
import { FileReadingForm } from './file-reading';
import { draftOf, hintOf, settingsOf } from './import-draft';
import { fileFormatInWords } from './import-words';
import { MappingForm } from './mapping-form';
import { PreviewRows } from './preview-rows';
import { PurposeForm } from './purpose-form';
import { ReadingForm } from './reading-form';

const SETTLED_MS = 250;

/** What the file is for and what its columns become, with its first rows as they would be stored. */
export function ImportForm({ file }: { readonly file: ImportPartsFragment }) {
  const project = useProject();
  const [draft, setDraft] = useState(() => draftOf(file.proposal, { columns: file.columns, hint: hintOf(file.hint) }));
  const chosen = settingsOf(draft);
  const settings = 'settings' in chosen ? chosen.settings : undefined;
  const isKeyed = draft.mapping.key !== undefined && draft.mapping.key === file.sameAs?.key;
  // Typing in the system’s name asks once, not at every letter.
  const [settled] = useDebouncedValue(JSON.stringify(settings ?? null), SETTLED_MS);
  const preview = useQuery(ImportPreviewDocument, {
    variables: { projectId: project.id, importId: file.id, settings: JSON.parse(settled) as unknown },
    skip: settled === 'null',
  });
  const rows = (preview.data ?? preview.previousData)?.importPreview ?? [];
  const [start, { loading, error }] = useMutation(StartImportDocument);
  const submit = async (): Promise<void> => {
    await start({ variables: { input: { projectId: project.id, importId: file.id, settings } } });
  };
  return (
    <Stack gap="md">
      <Text size="sm">
        {fileFormatInWords(file.format)}, {size(file.bytes)}, {file.columns.length}{' '}
        {file.columns.length === 1 ? 'column' : 'columns'}. What the columns become was guessed; look whether it is
        right.
      </Text>
      <div className="beside">
        <Stack gap="md">
          <FileReadingForm
            file={file}
            isKeyed={isKeyed}
            isAgain={draft.again}
            onAgain={(again) => setDraft((before) => ({ ...before, again }))}
          />
          <PurposeForm draft={draft} onChange={setDraft} />
          <MappingForm
            columns={file.columns}
            // Rows as the file has them, checked by the server.
            rows={rows.flatMap(({ source }) => (source === null ? [] : [source as SourceRow]))}
            draft={draft}
            onChange={setDraft}
          />
          <ReadingForm draft={draft} onChange={setDraft} />
        </Stack>
        <Stack gap="sm" miw={0}>
          {'missing' in chosen && (
            <Notice tone="note" title="Before it can be imported">
              <List size="sm">
                {chosen.missing.map((one) => (
                  <List.Item key={one}>{one}</List.Item>
                ))}
              </List>
            </Notice>
          )}
          {error && <Failed message={messageOf(error)} />}
          <Group>
            <Button
              loading={loading}
              disabled={!settings || (file.sameAs !== null && !isKeyed && !draft.again)}
              onClick={() => inPlace(submit())}
            >
              Import the file
            </Button>
          </Group>
          {preview.error && <Failed message={messageOf(preview.error)} onRetry={() => void preview.refetch()} />}
          {preview.loading && rows.length === 0 && <Loading lines={8} />}
          {rows.length > 0 && <PreviewRows rows={rows} isPast={draft.purpose === 'past'} />}
        </Stack>
      </div>
    </Stack>
  );
}
