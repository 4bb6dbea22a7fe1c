import { JsonInput } from '@mantine/core';
import { useState } from 'react';
import type { ConfigForm } from './config-field';
import { ChoiceField, TextField } from './inputs';

const METHODS = ['POST', 'PUT', 'GET'].map((value) => ({ value, label: value }));

/** Any JSON: a template of what is sent, and JSONata for what comes back. */
export function JsonInputs({ form }: { readonly form: ConfigForm }) {
  return (
    <>
      <div className="trio">
        <ChoiceField form={form} path={['method']} label="Method" options={METHODS} />
        <TextField form={form} path={['path']} label="Path" placeholder="/predict" />
        <TextField form={form} path={['healthPath']} label="Health path" placeholder="it has none" isOptional />
      </div>
      {form.text(['method']) !== 'GET' && <BodyTemplate form={form} />}
      <div className="filters-even" role="group" aria-label="From their answer, in JSONata">
        <TextField form={form} path={['mapping', 'value']} label="Answer (JSONata)" placeholder="result.label" />
        <TextField
          form={form}
          path={['mapping', 'confidence']}
          label="Confidence (JSONata)"
          placeholder="it has none"
          isOptional
        />
        <TextField
          form={form}
          path={['mapping', 'scores']}
          label="Scores (JSONata)"
          placeholder="it has none"
          isOptional
        />
        <TextField
          form={form}
          path={['mapping', 'evidence']}
          label="Evidence (JSONata)"
          placeholder="it has none"
          isOptional
        />
      </div>
    </>
  );
}

function BodyTemplate({ form }: { readonly form: ConfigForm }) {
  const [text, setText] = useState(() => JSON.stringify(form.at(['body']), null, 2));
  const change = (next: string): void => {
    setText(next);
    try {
      form.set(['body'], JSON.parse(next));
    } catch {
      // Unfinished JSON stays on the screen, and the field says so.
    }
  };
  return (
    <JsonInput
      label="Body"
      description="{{input.field}} stands for a field, {{input}} for the whole case"
      validationError="Not JSON yet"
      formatOnBlur
      autosize
      minRows={3}
      value={text}
      error={form.error(['body'])}
      onChange={change}
    />
  );
}
