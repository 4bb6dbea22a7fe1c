import { onnxConfigSchema, type OnnxConfig } from '@handrail/shared/deciders';
import { Button, FileInput, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useProject } from '../lib/session';
import { checkOnnx, OnnxRefused, registerOnnx, type CheckedOnnx } from '../lib/upload-onnx';
import { Notice } from '../ui/notice';
import { OnnxMapping } from './onnx-mapping';
import { UserText } from '../ui/user-text';

type Seen =
  | { readonly kind: 'nothing' | 'busy' }
  | { readonly kind: 'checked'; readonly checked: CheckedOnnx }
  | { readonly kind: 'refused'; readonly refused: OnnxRefused }
  | { readonly kind: 'registered'; readonly reference: string };

/** Uploads a model as an ONNX file: what it is and how it would be asked is shown before anything is kept. */
export function OnnxUpload({ name }: { readonly name: string }) {
  const { slug } = useProject();
  const [file, setFile] = useState<File | null>(null);
  const [seen, setSeen] = useState<Seen>({ kind: 'nothing' });
  const attempt = (work: () => Promise<Seen>): void => {
    setSeen({ kind: 'busy' });
    work().then(setSeen, (error: unknown) =>
      setSeen({
        kind: 'refused',
        refused: error instanceof OnnxRefused ? error : new OnnxRefused('The file cannot be read any more.', []),
      }),
    );
  };
  const check = (chosen: File, mapping?: OnnxConfig): void =>
    attempt(async () => ({ kind: 'checked', checked: await checkOnnx({ slug, name, file: chosen }, mapping) }));
  const choose = (chosen: File | null): void => {
    setFile(chosen);
    if (chosen) check(chosen);
    else setSeen({ kind: 'nothing' });
  };
  return (
    <Paper withBorder p="md" component="section" aria-label="ONNX file">
      <Stack gap="md">
        <Title order={2} size="h4">
          Upload an ONNX file
        </Title>
        <FileInput
          label="Model file"
          description="At most 64 MB. It is looked at first; nothing is kept before you register it."
          placeholder="Choose a file"
          accept=".onnx"
          clearable
          clearButtonProps={{ 'aria-label': 'Take the file away' }}
          value={file}
          onChange={choose}
        />
        {seen.kind === 'busy' && (
          <Text size="sm" role="status">
            Looking at it …
          </Text>
        )}
        {seen.kind === 'refused' && (
          <Notice tone="bad" title="It cannot be used as it is">
            {seen.refused.details.length > 1 ? (
              <List size="sm">
                {seen.refused.details.map((detail) => (
                  <List.Item key={detail}>
                    <UserText text={detail} />
                  </List.Item>
                ))}
              </List>
            ) : (
              <Text size="sm">{seen.refused.message}</Text>
            )}
          </Notice>
        )}
        {seen.kind === 'checked' && file && (
          <OnnxMapping
            key={JSON.stringify(seen.checked.config)}
            checked={seen.checked}
            onCheck={(mapping) => check(file, onnxConfigSchema.parse(mapping))}
          />
        )}
        {seen.kind === 'checked' && file && (
          <Group>
            <Button
              disabled={seen.checked.trial.error !== null}
              onClick={() =>
                attempt(async () => ({
                  kind: 'registered',
                  reference: await registerOnnx({ slug, name, file }, seen.checked.config),
                }))
              }
            >
              Register it
            </Button>
          </Group>
        )}
        {seen.kind === 'registered' && (
          <Notice tone="note">
            <UserText text={seen.reference} /> is registered. It decides nothing until it is put in place.
          </Notice>
        )}
      </Stack>
    </Paper>
  );
}
