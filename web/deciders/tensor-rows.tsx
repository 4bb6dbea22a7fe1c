import { DATATYPES } from '@handrail/shared/deciders';
import { inputSchemaSchema } from '@handrail/shared/schema';
import { Button, CloseButton, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useProject } from '../lib/session';
import type { ConfigForm } from './config-field';
import { MissingInput } from './missing-input';

type Tensor = {
  readonly name: string;
  readonly datatype: string;
  readonly fields: string[];
  readonly shape?: string;
  readonly contentType?: string;
  readonly missing?: string | number;
};

const SHAPES = [
  { value: 'row', label: '[1, n]' },
  { value: 'list', label: '[n]' },
];

/** The tensors that are sent: a row each, with the fields that go into it. */
export function TensorRows({ form }: { readonly form: ConfigForm }) {
  const { inputSchema } = useProject();
  const names = inputSchemaSchema.parse(inputSchema).fields.map(({ name }) => name);
  const tensors = (form.at(['inputs']) ?? []) as readonly Tensor[];
  const set = (at: number, part: Partial<Tensor>): void =>
    form.set(
      ['inputs'],
      tensors.map((tensor, index) => (index === at ? { ...tensor, ...part } : tensor)),
    );
  return (
    <Stack gap="xs" role="group" aria-label="Input tensors">
      {tensors.map((tensor, at) => (
        <div key={at} className="tensor-row">
          <TextInput
            label={`Tensor ${at + 1}`}
            value={tensor.name}
            error={form.error(['inputs', at, 'name'])}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <MultiSelect
            label="Fields"
            data={names}
            value={tensor.fields}
            error={form.error(['inputs', at, 'fields'])}
            onChange={(fields) => set(at, { fields })}
          />
          <Select
            label="Type"
            data={DATATYPES}
            allowDeselect={false}
            value={tensor.datatype}
            onChange={(datatype) => datatype !== null && set(at, { datatype })}
          />
          <Select
            label="Shape"
            data={SHAPES}
            allowDeselect={false}
            value={tensor.shape ?? 'row'}
            onChange={(shape) => shape !== null && set(at, { shape })}
          />
          <TextInput
            label="Content type"
            placeholder="not said"
            value={tensor.contentType ?? ''}
            error={form.error(['inputs', at, 'contentType'])}
            onChange={({ currentTarget: { value } }) => form.set(['inputs', at, 'contentType'], value || undefined)}
          />
          <MissingInput
            key={`${tensors.length} ${tensor.datatype}`}
            label="When missing"
            as={tensor.datatype === 'BYTES' ? 'text' : 'number'}
            placeholder={tensor.datatype === 'BYTES' ? 'empty text' : '0'}
            value={tensor.missing}
            error={form.error(['inputs', at, 'missing'])}
            onChange={(missing) => form.set(['inputs', at, 'missing'], missing)}
            onUnfinished={(detail) => form.hold(['inputs', at, 'missing'], detail)}
          />
          <CloseButton
            size="lg"
            mt={24}
            aria-label={`Remove tensor ${at + 1}`}
            disabled={tensors.length === 1}
            onClick={() =>
              form.set(
                ['inputs'],
                tensors.filter((_, index) => index !== at),
              )
            }
          />
        </div>
      ))}
      <Button
        variant="default"
        size="sm"
        className="start"
        onClick={() => form.set(['inputs'], [...tensors, { name: '', datatype: 'FP32', fields: [], shape: 'row' }])}
      >
        Another tensor
      </Button>
    </Stack>
  );
}
