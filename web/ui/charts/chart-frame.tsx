import { Button, Group, Paper, Table, Text } from '@mantine/core';
import { useId, useRef, useState, type ReactNode } from 'react';
import { Notice } from '../notice';
import { pngOf, save } from './save';
import { UserText } from '../user-text';
import { isolated } from '../visible-text';

type Props = {
  readonly title: string;
  /** One line under the title: what it is and of what. */
  readonly note?: ReactNode;
  readonly csv: () => string;
  /** What the drawing shows, as a table: its head and its rows. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The last value in words. */
  readonly says: string;
  readonly children: ReactNode;
};

/** Around every chart: its title, the same numbers as a table, and both as files. */
export function ChartFrame({ title, note: below, csv, head, rows, says, children }: Props) {
  const id = useId();
  const drawing = useRef<HTMLDivElement>(null);
  const [isTable, setIsTable] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const savePicture = async (): Promise<void> => {
    const svg = drawing.current?.querySelector<SVGSVGElement>('svg.recharts-surface');
    if (!svg) return;
    try {
      save(`${name}.png`, await pngOf(svg, getComputedStyle(document.body).backgroundColor));
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Paper withBorder p="md" component="figure" m={0} aria-labelledby={id}>
      <Group justify="space-between" align="start" gap="xs" wrap="wrap">
        <Text component="figcaption" fw={600} id={id}>
          <UserText text={title} />
        </Text>
        <Group gap={4}>
          <Button size="compact-xs" variant="subtle" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {isTable ? 'Chart' : 'Table'}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`CSV of ${isolated(title)}`}
            onClick={() => save(`${name}.csv`, new Blob([csv()], { type: 'text/csv;charset=utf-8' }))}
          >
            CSV
          </Button>
          {!isTable && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`PNG of ${isolated(title)}`}
              onClick={() => void savePicture()}
            >
              PNG
            </Button>
          )}
        </Group>
      </Group>
      {below && (
        <Text size="sm" c="dimmed">
          {below}
        </Text>
      )}
      {trouble && <Notice tone="bad">{trouble}</Notice>}
      {isTable ? (
        <Table.ScrollContainer minWidth={320} maxHeight={260} mt="xs">
          <Table stickyHeader aria-labelledby={id}>
            <Table.Thead>
              <Table.Tr>
                {head.map((each) => (
                  <Table.Th key={each}>
                    <UserText text={each} />
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row, index) => (
                <Table.Tr key={index}>
                  {row.map((each, column) => (
                    <Table.Td key={column} className="figures">
                      <UserText text={each} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : (
        <div ref={drawing} className="chart" role="group" aria-label={`${isolated(title)}. ${says}`}>
          {children}
        </div>
      )}
    </Paper>
  );
}
