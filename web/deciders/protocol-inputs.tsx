import type { HttpProtocol } from '@handrail/shared/deciders';
import { AnswerInputs } from './answer-inputs';
import { ColumnRows } from './column-rows';
import type { ConfigForm } from './config-field';
import { ChoiceField, LongField, WholeNumberField, TextField } from './inputs';
import { JsonField } from './json-field';
import { JsonInputs } from './json-inputs';
import { LabelNames } from './label-names';
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
const MAX_TOKENS = ['max_tokens', 'max_completion_tokens'].map((value) => ({ value, label: value }));

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
          <JsonField
            form={form}
            path={['params']}
            label="Params"
            description="An object that is sent with the case, as the model’s signature has it; empty: none"
            placeholder='{"threshold": 0.5}'
          />
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
        <WholeNumberField form={form} path={['maxTokens']} label="Most tokens" standard={200} />
        <ChoiceField
          form={form}
          path={['maxTokensAs']}
          label="Most tokens go as"
          options={MAX_TOKENS}
          standard="max_tokens"
        />
        <WholeNumberField form={form} path={['topLogprobs']} label="Likeliest tokens asked for" standard={20} />
      </div>
      <LongField form={form} path={['system']} label="System prompt: what is sent first" />
      <LongField
        form={form}
        path={['prompt']}
        label="The case"
        description="{{input.field}} stands for a field. Its confidence comes from the probabilities of its tokens; compare it with people in Shadow before you trust it."
      />
    </>
  );
}

function Classification({ form }: Props) {
  return (
    <>
      <TextField form={form} path={['path']} label="Path" />
      <LongField form={form} path={['text']} label="The text" description="{{input.field}} stands for a field" />
      <LabelNames form={form} />
    </>
  );
}
