import { own, outputSchemaSchema } from '@handrail/shared/schema';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useProject } from '../lib/session';
import type { ConfigForm } from './config-field';
import { isolated } from '../ui/visible-text';

const PATH = ['labels'];

/** Their names of the project’s labels, where they differ. */
export function LabelNames({ form }: { readonly form: ConfigForm }) {
  const schema = outputSchemaSchema.parse(useProject().outputSchema);
  const known = schema.kind === 'label' || schema.kind === 'labels' ? schema.labels.map(({ value }) => value) : [];
  // Ours → theirs: two may be the same while somebody types, which their → ours cannot hold.
  const [names, setNames] = useState<Readonly<Record<string, string>>>(() => {
    const theirs = Object.entries((form.at(PATH) ?? {}) as Readonly<Record<string, string>>);
    return Object.fromEntries(theirs.map(([name, label]) => [label, name]));
  });
  const given = Object.entries(names).filter(([, name]) => name !== '');
  const isTwice = (name: string): boolean => given.filter(([, other]) => other === name).length > 1;
  const set = (label: string, name: string): void => {
    const next = Object.entries({ ...names, [label]: name }).filter(([, one]) => one !== '');
    setNames(Object.fromEntries(next));
    if (new Set(next.map(([, one]) => one)).size < next.length) form.hold(PATH, `has ${isolated(name)} twice`);
    else form.set(PATH, Object.fromEntries(next.map(([ours, theirs]) => [theirs, ours])));
  };
  return (
    <div className="filters-even" role="group" aria-label="Their names of the labels">
      {known.map((label) => {
        const name = own(names, label) ?? '';
        return (
          <TextInput
            key={label}
            label={`Their name of “${isolated(label)}”`}
            placeholder={isolated(label)}
            value={name}
            error={isTwice(name) ? 'stands for another label too' : form.error([...PATH, name])}
            onChange={({ currentTarget: { value } }) => set(label, value)}
          />
        );
      })}
    </div>
  );
}
