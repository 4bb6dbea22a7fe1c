import { useMutation, useQuery } from '@apollo/client/react';
import { columnsOf, type DatasetDefinition } from '@handrail/shared/datasets';
import type { InputSchema } from '@handrail/shared/schema';
import { Button, Checkbox, Group, MultiSelect, Select } from '@mantine/core';
import { useState } from 'react';
import {
  DatasetFormatsDocument,
  StartDatasetExportDocument,
  type DatasetPartsFragment,
} from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { watchExport } from '../lib/watched-exports';
import { Failed } from '../ui/states';
import { formatInWords, PACKED_WORDS } from './dataset-words';

type Props = { readonly version: DatasetPartsFragment; readonly onStarted: () => void };

/** What the file is to be, and the start of it. */
export function ExportForm({ version, onStarted }: Props) {
  const project = useProject();
  const formats = useQuery(DatasetFormatsDocument);
  const [ending, setEnding] = useState('parquet');
  const [columns, setColumns] = useState<string[]>([]);
  const [withMedia, setWithMedia] = useState(false);
  const [start, { loading, error }] = useMutation(StartDatasetExportDocument);
  const endings = (formats.data?.datasetFormats ?? []).flatMap(({ extension, compressions }) => [
    { value: extension, label: formatInWords(extension) },
    ...compressions.map((packed) => ({
      value: `${extension}.${packed}`,
      label: `${formatInWords(extension)}, ${PACKED_WORDS[packed] ?? packed}`,
    })),
  ]);
  // Checked by the server when it was frozen.
  const known = columnsOf(version.definition as DatasetDefinition).map(({ name }) => name);
  // Checked by the server when the project was made.
  const { fields } = project.inputSchema as InputSchema;
  const hasMedia = fields.some(({ type }) => type === 'image-url' || type === 'audio-url');
  const begin = async (): Promise<void> => {
    const input = { projectId: project.id, number: version.number, file: `data.${ending}` };
    const { data: started } = await start({
      variables: { input: { ...input, media: hasMedia && withMedia, ...(columns.length === 0 ? {} : { columns }) } },
    });
    if (started) watchExport(project.id, { id: started.startDatasetExport.id, number: version.number });
    onStarted();
  };
  return (
    <>
      <Unread what="The formats" query={formats} />
      <Group gap="xs" align="end">
        <Select
          label="Format"
          data={endings}
          value={ending}
          allowDeselect={false}
          searchable
          onChange={(chosen) => setEnding(chosen ?? ending)}
        />
        <MultiSelect
          label="Columns of the export"
          placeholder={columns.length === 0 ? `All ${known.length}` : ''}
          data={known}
          value={columns}
          searchable
          clearable
          miw={240}
          onChange={setColumns}
        />
        <Button loading={loading} onClick={() => inPlace(begin())}>
          Export
        </Button>
      </Group>
      {hasMedia && (
        <Checkbox
          mt="xs"
          label="Pack pictures and recordings with it"
          description="Fetched now and put into one archive (tar) with the file, named by their content, equal ones once, up to 4 GB. The file stays the same byte for byte; the media are as their servers give them now. What cannot be had is listed with the reason, and so is what differs from an earlier archive."
          checked={withMedia}
          onChange={({ currentTarget }) => setWithMedia(currentTarget.checked)}
        />
      )}
      {error && <Failed message={messageOf(error)} />}
    </>
  );
}
