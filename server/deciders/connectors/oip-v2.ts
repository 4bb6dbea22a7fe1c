import { encodeField, type HttpConfig, type ProjectSchemas } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';
import { BadAnswer, isRecord, type Protocol } from './http-protocol.js';
import { first, readOutput } from './read-output.js';

type Config = Extract<HttpConfig, { protocol: 'oip_v2' }>;
type Input = Config['inputs'][number];

/** Open Inference Protocol v2, as KServe, Triton, Seldon and MLServer speak it. */
export function oipV2(config: Config, { inputSchema, outputSchema }: ProjectSchemas): Protocol {
  const model = `/v2/models/${encodeURIComponent(config.model)}`;
  const versioned =
    config.modelVersion === undefined ? model : `${model}/versions/${encodeURIComponent(config.modelVersion)}`;
  const names = outputNames(config.output);
  const outputs = names.length === 0 ? {} : { outputs: names.map((name) => ({ name })) };
  const tensor = (input: CaseInput, given: Input) => ({
    name: given.name,
    shape: given.shape === 'row' ? [1, given.fields.length] : [given.fields.length],
    datatype: given.datatype,
    ...(given.contentType === undefined ? {} : { parameters: { content_type: given.contentType } }),
    data: given.fields.map((name) => datum(given, encodeField(inputSchema, input, encodingOf(given, name)))),
  });
  return {
    request: (input) => ({
      method: 'POST',
      path: `${versioned}/infer`,
      body: { inputs: config.inputs.map((given) => tensor(input, given)), ...outputs },
    }),
    read: (answer) => {
      const outputs = outputsOf(answer);
      const find = (at: string): unknown => {
        const output = at === '' && outputs.length === 1 ? outputs[0] : outputs.find(({ name }) => name === at);
        if (!output) throw new BadAnswer(at === '' ? 'it gave several outputs; name one' : `it gave no output ${at}`);
        return output.data;
      };
      return readOutput(find, config.output, outputSchema);
    },
    healthPath: `${versioned}/ready`,
  };
}

/**
 * The outputs that the mapping reads, so that the server computes them: some give no more than they are asked for
 * (MLServer's scikit-learn runtime: probabilities only where `predict_proba` is named). None where one without a name is
 * read.
 */
function outputNames(output: Config['output']): string[] {
  const read = output.kind === 'answer' ? [output.value, output.confidence ?? output.value] : [output.at];
  return read.includes('') ? [] : [...new Set(read)];
}

function encodingOf({ datatype, missing }: Input, name: string): Parameters<typeof encodeField>[2] {
  const isText = datatype === 'BYTES';
  return { name, as: isText ? 'text' : 'number', missing: missing ?? (isText ? '' : 0) };
}

function datum({ datatype }: Input, value: unknown): unknown {
  if (datatype === 'BOOL') return Boolean(value);
  return typeof value === 'number' && /INT/.test(datatype) ? Math.round(value) : value;
}

function outputsOf(answer: unknown): { name: unknown; data: unknown }[] {
  const outputs = isRecord(answer) ? answer['outputs'] : undefined;
  if (!Array.isArray(outputs)) throw new BadAnswer('the answer has no outputs');
  return outputs.filter(isRecord).map(({ name, data, datatype }) => ({
    name,
    // A boolean tensor may hold 0 and 1, or true and false.
    data: datatype === 'BOOL' && typeof first(data) === 'boolean' ? Number(first(data)) : data,
  }));
}
