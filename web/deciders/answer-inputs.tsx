import { outputSchemaSchema } from '@handrail/shared/schema';
import { TagsInput } from '@mantine/core';
import { useProject } from '../lib/session';
import type { ConfigForm } from './config-field';
import { ChoiceField, TextField } from './inputs';

const KINDS = [
  { value: 'scores', label: 'One score a label' },
  { value: 'binary', label: 'One probability' },
  { value: 'answer', label: 'The answer itself' },
];
const SCALES = [
  { value: 'probability', label: 'Probabilities' },
  { value: 'logit', label: 'Logits' },
];

type Props = {
  readonly form: ConfigForm;
  /** What names a part of the output: a tensor, or a pointer such as /label. */
  readonly place: string;
};

/** From the model's output to an answer of the project. */
export function AnswerInputs({ form, place }: Props) {
  const { outputSchema } = useProject();
  const schema = outputSchemaSchema.parse(outputSchema);
  const known = schema.kind === 'label' || schema.kind === 'labels' ? schema.labels.map(({ value }) => value) : [];
  const kinds = known.length > 0 ? KINDS : KINDS.slice(2);
  const kind = form.text(['output', 'kind'], 'answer');
  const start = (next: string): object =>
    next === 'binary' ? { kind: next, positive: known[0] ?? '', negative: known[1] ?? '' } : { kind: next };
  const choose: ConfigForm = { ...form, set: (_path, next) => form.set(['output'], start(String(next))) };
  const labels = known.map((value) => ({ value, label: value }));
  const order = form.at(['output', 'labels']);
  return (
    <div className="filters-even" role="group" aria-label="What the output means">
      <ChoiceField form={choose} path={['output', 'kind']} label="The output is" options={kinds} />
      {kind !== 'answer' && (
        <TextField
          form={form}
          path={['output', 'at']}
          label={`Found at (${place})`}
          placeholder="all of it"
          isOptional
        />
      )}
      {kind === 'answer' && (
        <>
          <TextField
            form={form}
            path={['output', 'value']}
            label={`Answer at (${place})`}
            placeholder="all of it"
            isOptional
          />
          <TextField
            form={form}
            path={['output', 'confidence']}
            label={`Confidence at (${place})`}
            placeholder="it has none"
            isOptional
          />
        </>
      )}
      {kind === 'scores' && (
        <ChoiceField
          form={form}
          path={['output', 'scale']}
          label="The scores are"
          options={SCALES}
          standard="probability"
        />
      )}
      {kind === 'binary' && (
        <>
          <ChoiceField form={form} path={['output', 'positive']} label="It is the probability of" options={labels} />
          <ChoiceField form={form} path={['output', 'negative']} label="Otherwise" options={labels} />
        </>
      )}
      {kind !== 'binary' && known.length > 0 && (
        <TagsInput
          label="Labels by index"
          description="In the model’s order; empty: in the project’s"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={known}
          value={Array.isArray(order) ? (order as string[]) : []}
          error={form.error(['output', 'labels'])}
          onChange={(next) => form.set(['output', 'labels'], next.length === 0 ? undefined : next)}
        />
      )}
    </div>
  );
}
