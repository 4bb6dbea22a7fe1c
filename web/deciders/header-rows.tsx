import { headerNameSchema } from '@handrail/shared/deciders';
import { Button, CloseButton, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConfigForm } from './config-field';
import { isolated } from '../ui/visible-text';

type Header = { readonly name: string; readonly value: string };
const PATH = ['headers'];

/** Headers that go with every request and are no secret. */
export function HeaderRows({ form }: { readonly form: ConfigForm }) {
  // Two rows may have the same name while somebody types; the configuration cannot hold that.
  const [rows, setRows] = useState<readonly Header[]>(() =>
    Object.entries((form.at(PATH) ?? {}) as Readonly<Record<string, string>>).map(([name, value]) => ({ name, value })),
  );
  const put = (next: readonly Header[]): void => {
    setRows(next);
    const twice = next.find((row, at) => firstOf(next, row) !== at);
    if (twice) form.hold(PATH, `has ${isolated(twice.name)} twice`);
    else
      form.set(PATH, next.length === 0 ? undefined : Object.fromEntries(next.map(({ name, value }) => [name, value])));
  };
  const set = (at: number, part: Partial<Header>): void =>
    put(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const errorsOf = (row: Header, at: number): { readonly name?: string; readonly value?: string } => {
    if (firstOf(rows, row) !== at) return { name: 'is there already' };
    const found = form.error([...PATH, row.name]);
    if (found === undefined) return {};
    return headerNameSchema.safeParse(row.name).success ? { value: found } : { name: found };
  };
  return (
    <Stack gap="xs" role="group" aria-label="Further headers">
      <Text size="sm">
        They are kept as they are typed and shown to everybody here. A secret one is the authentication.
      </Text>
      {rows.map((row, at) => (
        <div key={at} className="header-row">
          <TextInput
            label={`Header ${at + 1}`}
            placeholder="X-Tenant"
            value={row.name}
            error={errorsOf(row, at).name}
            onChange={({ currentTarget: { value } }) => set(at, { name: value })}
          />
          <TextInput
            label={`Value of header ${at + 1}`}
            value={row.value}
            error={errorsOf(row, at).value}
            onChange={({ currentTarget: { value } }) => set(at, { value })}
          />
          <CloseButton
            size="lg"
            mt={24}
            aria-label={`Remove header ${at + 1}`}
            onClick={() => put(rows.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button variant="default" size="sm" className="start" onClick={() => put([...rows, { name: '', value: '' }])}>
        Another header
      </Button>
    </Stack>
  );
}

/** The place of the first row of that name; names of headers are the same in capitals. */
function firstOf(rows: readonly Header[], { name }: Header): number {
  return rows.findIndex((row) => row.name.toLowerCase() === name.toLowerCase());
}
