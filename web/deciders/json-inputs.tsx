import type { ConfigForm } from './config-field';
import { ChoiceField, TextField } from './inputs';
import { JsonField } from './json-field';

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
      {form.text(['method']) !== 'GET' && (
        <JsonField
          form={form}
          path={['body']}
          label="Body"
          description="{{input.field}} stands for a field, {{input}} for the whole case"
        />
      )}
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
