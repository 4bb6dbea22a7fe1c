import { useMutation } from '@apollo/client/react';
import { Button, Code, Progress, Table, Text } from '@mantine/core';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  CancelDatasetExportDocument,
  DatasetExportsDocument,
  RemoveDatasetExportDocument,
  type ExportPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { percent, size } from '../ui/format';
import { Failed } from '../ui/states';
import { When } from '../ui/when';
import { mediaInWords } from './dataset-words';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Props = { readonly one: ExportPartsFragment };

/** One export: how far it is, and what can be done with it. */
export function ExportRow({ one }: Props) {
  const isThere = one.state === 'READY' && whyGone(one) === null;
  return (
    <Table.Tr>
      <Table.Td data-main>{nameOf(one)}</Table.Td>
      <Table.Td data-label="Columns">{one.columns === null ? 'all' : one.columns.join(', ')}</Table.Td>
      <Table.Td data-label="State" aria-live="polite">
        <div>
          <State one={one} />
        </div>
      </Table.Td>
      <Table.Td data-label="Started by">
        <div>
          <UserText text={one.createdBy} />, <When iso={one.createdAt} />
        </div>
      </Table.Td>
      <Table.Td data-label="Kept until">{one.keptUntil === null ? '–' : <When iso={one.keptUntil} />}</Table.Td>
      <Table.Td>
        {one.state === 'RUNNING' && <Stop one={one} />}
        {isThere && (
          <Button
            component="a"
            href={`/v1/exports/${one.id}/file`}
            download
            size="xs"
            variant="default"
            leftSection={<Download size={14} aria-hidden />}
            aria-label={`Download the export ${nameOf(one)}`}
          >
            Download
          </Button>
        )}
        {one.state !== 'RUNNING' && <Remove one={one} />}
      </Table.Td>
    </Table.Tr>
  );
}

function State({ one }: Props) {
  switch (one.state) {
    case 'RUNNING':
      return (
        <>
          {one.progress === 0 ? 'waiting' : `${percent(one.progress)} made`}
          <Progress aria-label={`Made of ${nameOf(one)}`} value={100 * one.progress} />
        </>
      );
    case 'READY':
      return (
        <>
          {whyGone(one) ?? `ready, ${size(one.bytes ?? 0)}`}
          {one.mediaTally && <Text size="xs">{mediaInWords(one.mediaTally)}</Text>}
          {one.sha256 !== null && (
            <Text size="xs" c="dimmed">
              SHA-256 <Code className="snippet">{one.sha256}</Code>
            </Text>
          )}
        </>
      );
    case 'FAILED':
      return `given up: ${isolated(one.failure ?? 'no reason was kept')}`;
    case 'CANCELLED':
      return 'stopped';
  }
}

function nameOf({ file, media }: ExportPartsFragment): string {
  return media ? `${file} with media` : file;
}

/** Null: it is there. */
function whyGone({ keptUntil, isOutdated }: ExportPartsFragment): string | null {
  if (isOutdated) return 'gone: rows of it were erased on request';
  return keptUntil !== null && Date.parse(keptUntil) <= Date.now() ? 'gone: it was kept long enough' : null;
}

function Stop({ one }: Props) {
  const [cancel, { loading, error }] = useMutation(CancelDatasetExportDocument);
  return (
    <Act error={error}>
      <Button
        size="xs"
        variant="default"
        loading={loading}
        aria-label={`Stop the export ${nameOf(one)}`}
        onClick={() => void cancel({ variables: { exportId: one.id } })}
      >
        Stop
      </Button>
    </Act>
  );
}

function Remove({ one }: Props) {
  const [remove, { loading, error }] = useMutation(RemoveDatasetExportDocument, {
    refetchQueries: [DatasetExportsDocument],
  });
  return (
    <Act error={error}>
      <Button
        size="xs"
        variant="subtle"
        loading={loading}
        aria-label={`Remove the export ${nameOf(one)}`}
        onClick={() => void remove({ variables: { exportId: one.id }, errorPolicy: 'all' })}
      >
        Remove
      </Button>
    </Act>
  );
}

/** A button, and what became of it where it failed. */
function Act({ error, children }: { readonly error: Error | undefined; readonly children: ReactNode }) {
  return (
    <>
      {children}
      {error && <Failed message={messageOf(error)} />}
    </>
  );
}
