import type { HttpProtocol } from '@handrail/shared/deciders';
import { outputSchemaSchema } from '@handrail/shared/schema';
import { TextInput } from '@mantine/core';
import { useProject } from '../lib/session';
import { AnswerInputs } from './answer-inputs';
import { ColumnRows } from './column-rows';
import type { ConfigForm } from './config-field';
import { ChoiceField, LongField, NumberField, TextField } from './inputs';
import { JsonInputs } from './json-inputs';
import { TensorRows } from './tensor-rows';

const INSTANCES = [
  { value: 'record', label: 'An object by column' },
  { value: 'row', label: 'A list of values' },
  { value: 'value', label: 'Its only value' },
];
const FORMATS = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'].map((value) => ({
  value,
  label: value,
}));

type Props = { readonly form: ConfigForm };

/** What is particular to one protocol. */
export function ProtocolInputs({ form, protocol }: Props & { readonly protocol: HttpProtocol }) {
  switch (protocol) {
    case 'oip_v2':
      return (
        <>
          <Model form={form} />
          <TensorRows form={form} />
          <AnswerInputs form={form} place="output" />
        </>
      );
    case 'kserve_v1':
      return (
        <>
          <div className="trio">
            <TextField form={form} path={['model']} label="Model" />
            <ChoiceField form={form} path={['instance']} label="An instance is" options={INSTANCES} standard="record" />
          </div>
          <ColumnRows form={form} />
          <AnswerInputs form={form} place="pointer" />
        </>
      );
    case 'mlflow':
      return (
        <>
          <div className="trio">
            <ChoiceField form={form} path={['format']} label="Format" options={FORMATS} />
            {['instances', 'inputs'].includes(form.text(['format'])) && (
              <ChoiceField
                form={form}
                path={['instance']}
                label="An instance is"
                options={INSTANCES}
                standard="record"
              />
            )}
          </div>
          <ColumnRows form={form} />
          <AnswerInputs form={form} place="pointer" />
        </>
      );
    case 'openai_chat':
      return <Chat form={form} />;
    case 'hf_text_classification':
      return <Classification form={form} />;
    case 'json':
      return <JsonInputs form={form} />;
  }
}

function Model({ form }: Props) {
  return (
    <div className="trio">
      <TextField form={form} path={['model']} label="Model" />
      <TextField
        form={form}
        path={['modelVersion']}
        label="Its version"
        placeholder="the server’s default"
        isOptional
      />
    </div>
  );
}

function Chat({ form }: Props) {
  return (
    <>
      <div className="trio">
        <TextField form={form} path={['model']} label="Model" />
        <TextField form={form} path={['path']} label="Path" placeholder="/v1/chat/completions" isOptional />
        <NumberField form={form} path={['maxTokens']} label="Most tokens" standard={200} />
      </div>
      <LongField form={form} path={['system']} label="What it is told first" />
      <LongField
        form={form}
        path={['prompt']}
        label="The case"
        description="{{input.field}} stands for a field. Its confidence comes from the probabilities of its tokens; compare it with people in Shadow before you trust it."
      />
    </>
  );
}

/** Their names of the project’s labels, where they differ. */
function Classification({ form }: Props) {
  const schema = outputSchemaSchema.parse(useProject().outputSchema);
  const known = schema.kind === 'label' || schema.kind === 'labels' ? schema.labels.map(({ value }) => value) : [];
  const names = (form.at(['labels']) ?? {}) as Readonly<Record<string, string>>;
  const theirs = (ours: string): string => Object.entries(names).find(([, label]) => label === ours)?.[0] ?? '';
  const set = (ours: string, name: string): void => {
    const others = Object.entries(names).filter(([, label]) => label !== ours);
    form.set(['labels'], Object.fromEntries(name === '' ? others : [...others, [name, ours]]));
  };
  return (
    <>
      <TextField form={form} path={['path']} label="Path" />
      <LongField form={form} path={['text']} label="The text" description="{{input.field}} stands for a field" />
      <div className="filters-even" role="group" aria-label="Their names of the labels">
        {known.map((label) => (
          <TextInput
            key={label}
            label={`Their name of “${label}”`}
            placeholder={label}
            value={theirs(label)}
            onChange={(event) => set(label, event.currentTarget.value)}
          />
        ))}
      </div>
    </>
  );
}
