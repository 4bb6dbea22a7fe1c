import { inputSchemaSchema } from '@handrail/shared/schema';
import { Button, CloseButton, Select, Stack, Text, TextInput } from '@mantine/core';
import { useProject } from '../lib/session';
import type { ConfigForm } from './config-field';
import { MissingInput } from './missing-input';

type Column = {
  readonly column: string;
  readonly field: string;
  readonly as?: string;
  readonly missing?: string | number | boolean | null;
};

const AS = [
  { value: 'value', label: 'as it is' },
  { value: 'number', label: 'as a number' },
  { value: 'text', label: 'as text' },
];

/** The columns that are sent; without any, every field goes under its own name. */
export function ColumnRows({ form }: { readonly form: ConfigForm }) {
  const { inputSchema } = useProject();
  const names = inputSchemaSchema.parse(inputSchema).fields.map(({ name }) => name);
  const columns = (form.at(['columns']) ?? []) as readonly Column[];
  const put = (next: readonly Column[]): void => form.set(['columns'], next.length === 0 ? undefined : next);
  const set = (at: number, part: Partial<Column>): void =>
    put(columns.map((column, index) => (index === at ? { ...column, ...part } : column)));
  return (
    <Stack gap="xs" role="group" aria-label="Columns">
      {columns.length === 0 && <Text size="sm">Every field of the case is sent under its own name.</Text>}
      {columns.map((column, at) => (
        <div key={at} className="column-row">
          <TextInput
            label={`Column ${at + 1}`}
            value={column.column}
            error={form.error(['columns', at, 'column'])}
            onChange={(event) => set(at, { column: event.currentTarget.value })}
          />
          <Select
            label="Field"
            data={names}
            allowDeselect={false}
            value={column.field}
            error={form.error(['columns', at, 'field'])}
            onChange={(field) => field !== null && set(at, { field })}
          />
          <Select
            label="Sent"
            data={AS}
            allowDeselect={false}
            value={column.as ?? 'value'}
            onChange={(as) => as !== null && set(at, { as })}
          />
          <MissingInput
            key={columns.length}
            label="When missing"
            as="any"
            placeholder="null"
            value={column.missing}
            error={form.error(['columns', at, 'missing'])}
            onChange={(missing) => form.set(['columns', at, 'missing'], missing)}
            onUnfinished={(detail) => form.hold(['columns', at, 'missing'], detail)}
          />
          <CloseButton
            size="lg"
            mt={24}
            aria-label={`Remove column ${at + 1}`}
            onClick={() => put(columns.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        variant="default"
        size="sm"
        className="start"
        onClick={() =>
          put(
            columns.length === 0
              ? names.map((name) => ({ column: name, field: name }))
              : [...columns, { column: '', field: names[0] ?? '' }],
          )
        }
      >
        {columns.length === 0 ? 'Choose the columns' : 'Another column'}
      </Button>
    </Stack>
  );
}
