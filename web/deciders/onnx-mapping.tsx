import { ONNX_ACTIVATIONS, type OnnxConfig } from '@handrail/shared/deciders';
import { Button, Group, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { CheckedOnnx } from '../lib/upload-onnx';
import { answer, two } from '../ui/format';
import { Notice } from '../ui/notice';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Scores = Extract<OnnxConfig['output'], { kind: 'scores' }>;
const ACTIVATIONS: Readonly<Record<(typeof ONNX_ACTIVATIONS)[number], string>> = {
  none: 'probabilities as they are',
  softmax: 'logits, a softmax makes them probabilities',
  sigmoid: 'logits, a sigmoid each',
};

/** Which fields become which inputs, what the scores mean, and what it said of one case. */
export function OnnxMapping({
  checked,
  onCheck,
}: {
  readonly checked: CheckedOnnx;
  readonly onCheck: (mapping: OnnxConfig) => void;
}) {
  const { description, config, trial } = checked;
  const opsets = description.opsets.map(({ domain, version }) => `${domain === '' ? 'ai.onnx' : domain} ${version}`);
  return (
    <Stack gap="sm">
      <Text size="sm">
        {description.producer === '' ? 'A model' : `Made by ${isolated(description.producer)}`}, operators of{' '}
        {opsets.join(', ')}.
      </Text>
      <Table.ScrollContainer minWidth={380} type="native" tabIndex={0} role="group" aria-label="Inputs">
        <Table fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Input</Table.Th>
              <Table.Th>Takes</Table.Th>
              <Table.Th>Gets</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {config.inputs.map(({ name, columns }) => {
              const input = description.inputs.find((one) => one.name === name);
              return (
                <Table.Tr key={name}>
                  <Table.Th scope="row">
                    <UserText text={name} />
                  </Table.Th>
                  <Table.Td>{input ? `${input.type} [${input.shape.join(', ')}]` : ''}</Table.Td>
                  <Table.Td>
                    {columns
                      .map(({ field, is }) => (is === undefined ? field : `${field} is ${isolated(String(is))}`))
                      .join(', ')}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {config.output.kind === 'scores' && <ScoresForm config={config} output={config.output} onCheck={onCheck} />}
      {config.output.kind !== 'scores' && (
        <Text size="sm">
          Its answer is the {config.output.kind} in <UserText text={config.output.name} />, without a confidence: it
          never decides by itself.
        </Text>
      )}
      {trial.error === null ? (
        <Text size="sm" role="status">
          Asked about one case it predicted <UserText text={answer(trial.said?.value)} />
          {trial.said?.confidence == null ? '' : ` with confidence ${two(trial.said.confidence)}`}.
        </Text>
      ) : (
        <Notice tone="bad" title="It gave no answer to a case">
          <UserText text={trial.error} />
        </Notice>
      )}
    </Stack>
  );
}

function ScoresForm({
  config,
  output,
  onCheck,
}: {
  readonly config: OnnxConfig;
  readonly output: Scores;
  readonly onCheck: (mapping: OnnxConfig) => void;
}) {
  const [draft, setDraft] = useState(output);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(output);
  const swap = (index: number, label: string): void => {
    const labels = [...draft.labels];
    const other = labels.indexOf(label);
    labels[other] = labels[index] ?? label;
    labels[index] = label;
    setDraft({ ...draft, labels });
  };
  return (
    <Stack gap="xs" component="section" aria-label="Scores">
      <Title order={3} size="h5">
        Scores, from <UserText text={output.name} />
      </Title>
      <Group align="flex-end" gap="sm">
        <Select
          label="They are"
          w={300}
          allowDeselect={false}
          data={ONNX_ACTIVATIONS.map((value) => ({ value, label: ACTIVATIONS[value] }))}
          value={draft.activation}
          onChange={(value) => {
            const activation = ONNX_ACTIVATIONS.find((one) => one === value);
            if (activation) setDraft({ ...draft, activation });
          }}
        />
        {draft.labels.map((label, index) => (
          <Select
            key={index}
            label={`Place ${index + 1} speaks for`}
            w={160}
            allowDeselect={false}
            data={output.labels}
            value={label}
            onChange={(value) => value !== null && swap(index, value)}
          />
        ))}
        {isChanged && (
          <Button variant="default" onClick={() => onCheck({ ...config, output: draft })}>
            Ask it again
          </Button>
        )}
      </Group>
      {output.labels.length === 2 && (
        <Text size="xs" c="dimmed">
          A single score speaks for the second label where it is high.
        </Text>
      )}
    </Stack>
  );
}
