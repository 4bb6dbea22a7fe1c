import { Checkbox, Select, Stack, Text, TextInput } from '@mantine/core';
import { LabelList } from '../ui/label-list';
import { ToleranceFields } from '../ui/tolerance-fields';
import { NumberField } from '../ui/number-field';
import { withAnswer, type Draft } from './wizard-draft';
import { KINDS } from './words';

type Props = {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly onReplace: (next: (before: Draft) => Draft) => void;
};

const NONE = '';

/** What can be answered: from a column of the sample, or by hand. */
export function AnswerStep({ draft, onChange, onReplace }: Props) {
  const columns = draft.answers.map(({ column, why }) => ({ value: column, label: `${column}: ${why}` }));
  const choose = (column: string | null): void => {
    const answer = draft.answers.find((one) => one.column === column);
    onReplace((before) => (answer ? withAnswer(before, answer) : withoutAnswer(before)));
  };
  return (
    <Stack>
      {columns.length > 0 && (
        <Select
          label="The answer in your sample"
          description="It is what is to be decided, so it is no part of a case"
          data={[...columns, { value: NONE, label: 'None of its columns' }]}
          allowDeselect={false}
          value={draft.answerColumn ?? NONE}
          onChange={choose}
        />
      )}
      <Select
        label="The answer is"
        maw={320}
        data={KINDS}
        allowDeselect={false}
        value={draft.kind}
        onChange={(kind) => kind && onChange({ kind })}
      />
      {(draft.kind === 'label' || draft.kind === 'labels') && (
        <LabelList labels={draft.labels} onChange={(labels) => onChange({ labels })} />
      )}
      {draft.kind === 'number' && (
        <>
          <div className="trio">
            <NumberField
              label="At least"
              placeholder="Any"
              value={draft.minimum}
              onChange={(minimum) => onChange({ minimum })}
            />
            <NumberField
              label="At most"
              placeholder="Any"
              value={draft.maximum}
              onChange={(maximum) => onChange({ maximum })}
            />
            <TextInput
              label="Unit"
              placeholder="None"
              value={draft.unit}
              onChange={(event) => onChange({ unit: event.currentTarget.value })}
            />
          </div>
          <ToleranceFields
            tolerance={draft.tolerance}
            unit={draft.unit}
            onChange={(tolerance) => onChange({ tolerance })}
          />
          {draft.tolerance === null && (
            <Text size="sm">Without one, people and machines agree only where they give exactly the same number.</Text>
          )}
          <Checkbox
            label="Whole numbers only"
            checked={draft.isWhole}
            onChange={({ currentTarget: { checked } }) => onChange({ isWhole: checked })}
          />
        </>
      )}
    </Stack>
  );
}

function withoutAnswer(draft: Draft): Draft {
  const fields = draft.fields.map((field) =>
    field.column !== null && field.column === draft.answerColumn ? { ...field, isTaken: true } : field,
  );
  return { ...draft, fields, answerColumn: null };
}
