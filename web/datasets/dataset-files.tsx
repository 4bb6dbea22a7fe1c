import { useQuery } from '@apollo/client/react';
import { Button, Group, Menu } from '@mantine/core';
import { ChevronDown, Download } from 'lucide-react';
import { DatasetFormatsDocument, type DatasetPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { Failed } from '../ui/states';
import { formatInWords, PACKED_WORDS } from './dataset-words';

/** Those that most people look for stand on the page, the others in a menu. */
const AT_HAND = ['jsonl', 'csv', 'parquet'];

/** Every way to have a version as a file. */
export function DatasetFiles({ version, slug }: { readonly version: DatasetPartsFragment; readonly slug: string }) {
  const { data, error, refetch } = useQuery(DatasetFormatsDocument);
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  const formats = data?.datasetFormats ?? [];
  const address = (ending: string): string => `/v1/projects/${slug}/datasets/${version.number}/data.${ending}`;
  const atHand = formats.filter(({ extension }) => AT_HAND.includes(extension));
  const more = formats.flatMap(({ extension, compressions }) => [
    ...(AT_HAND.includes(extension) ? [] : [{ ending: extension, words: formatInWords(extension) }]),
    ...(AT_HAND.includes(extension) && extension !== 'parquet' ? compressions : []).map((packed) => ({
      ending: `${extension}.${packed}`,
      words: `${formatInWords(extension)}, ${PACKED_WORDS[packed] ?? packed}`,
    })),
  ]);
  return (
    <Group gap="xs">
      {atHand.map(({ extension }, index) => (
        <Button
          key={extension}
          component="a"
          href={address(extension)}
          download
          variant={index === 0 ? 'filled' : 'default'}
          leftSection={<Download size={16} aria-hidden />}
        >
          {formatInWords(extension)}
        </Button>
      ))}
      {more.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button variant="default" rightSection={<ChevronDown size={16} aria-hidden />}>
              Other formats
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(({ ending, words }) => (
              <Menu.Item key={ending} component="a" href={address(ending)} download>
                {words}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
