import type { HttpConfig, ProjectSchemas } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';
import { columnsOf, instanceOf, onlyPrediction, rowOf } from './columns.js';
import type { Protocol } from './http-protocol.js';
import { atPointer } from './json-pointer.js';
import { readOutput } from './read-output.js';

type Config = Extract<HttpConfig, { protocol: 'mlflow' }>;

/** MLflow's scoring server: exactly one of four forms of the case, `params` beside it. */
export function mlflow(config: Config, schemas: ProjectSchemas): Protocol {
  const columns = columnsOf(config.columns, schemas);
  const formOf = (input: CaseInput): unknown => {
    const row = rowOf(columns, schemas, input);
    switch (config.format) {
      case 'dataframe_split':
        return { columns: columns.map(({ column }) => column), data: [row] };
      case 'dataframe_records':
        return [instanceOf(columns, row, 'record')];
      case 'instances':
      case 'inputs':
        return [instanceOf(columns, row, config.instance)];
    }
  };
  return {
    request: (input) => ({
      method: 'POST',
      path: '/invocations',
      body: { [config.format]: formOf(input), ...(config.params === undefined ? {} : { params: config.params }) },
    }),
    read: (answer) => {
      const prediction = onlyPrediction(answer);
      return readOutput((at) => atPointer(prediction, at), config.output, schemas.outputSchema);
    },
    healthPath: '/health',
  };
}
