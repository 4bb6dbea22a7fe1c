import type { HttpConfig, ProjectSchemas } from '@handrail/shared/deciders';
import { columnsOf, instanceOf, onlyPrediction, rowOf } from './columns.js';
import type { Protocol } from './http-protocol.js';
import { atPointer } from './json-pointer.js';
import { readOutput } from './read-output.js';

/** KServe v1, which is TensorFlow Serving's. */
export function kserveV1(config: Extract<HttpConfig, { protocol: 'kserve_v1' }>, schemas: ProjectSchemas): Protocol {
  const columns = columnsOf(config.columns, schemas);
  const model = `/v1/models/${encodeURIComponent(config.model)}`;
  return {
    request: (input) => ({
      method: 'POST',
      path: `${model}:predict`,
      body: { instances: [instanceOf(columns, rowOf(columns, schemas, input), config.instance)] },
    }),
    read: (answer) => {
      const prediction = onlyPrediction(answer);
      return readOutput((at) => atPointer(prediction, at), config.output, schemas.outputSchema);
    },
    healthPath: model,
  };
}
