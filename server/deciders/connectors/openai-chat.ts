import { fillText, type HttpConfig, type ProjectSchemas, type Said } from '@handrail/shared/deciders';
import { own, type OutputSchema } from '@handrail/shared/schema';
import { BadAnswer, isRecord, shown, type Protocol } from './http-protocol.js';
import { labelProbabilities, probabilityAt, tokensOf, type Place, type Token } from './label-probability.js';

type Config = Extract<HttpConfig, { protocol: 'openai_chat' }>;

/**
 * Chat completions as OpenAI and its imitators speak them: a structured answer `{"value": …}`, whose confidence comes from
 * the probabilities of its tokens, never from what the model says of itself.
 */
export function openaiChat(config: Config, { outputSchema }: ProjectSchemas, needsConfidence: boolean): Protocol {
  const schema = {
    type: 'object',
    properties: { value: jsonSchemaOf(outputSchema) },
    required: ['value'],
    additionalProperties: false,
  };
  return {
    request: (input) => ({
      method: 'POST',
      path: config.path,
      body: {
        model: config.model,
        messages: [
          { role: 'system', content: config.system },
          { role: 'user', content: fillText(config.prompt, input) },
        ],
        temperature: 0,
        logprobs: true,
        top_logprobs: config.topLogprobs,
        [config.maxTokensAs]: config.maxTokens,
        response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
      },
    }),
    read: (answer) => {
      const { content, logprobs } = messageOf(answer);
      const value = valueOf(content);
      if (value === null || value === undefined) throw new BadAnswer('it gave no answer (null)');
      if (!needsConfidence) return { value };
      return withConfidence({ value, content, tokens: tokensOf(logprobs) }, outputSchema);
    },
  };
}

function messageOf(answer: unknown): { content: string; logprobs: unknown } {
  const choices = isRecord(answer) ? answer['choices'] : undefined;
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = isRecord(choice) ? choice['message'] : undefined;
  if (!isRecord(choice) || !isRecord(message)) throw new BadAnswer('the answer has no choices with a message');
  if (typeof message['refusal'] === 'string' && message['refusal'] !== '')
    throw new BadAnswer('the model refused to answer');
  if (choice['finish_reason'] === 'length') throw new BadAnswer('the answer was cut off: allow more tokens');
  const { content } = message;
  if (typeof content !== 'string') throw new BadAnswer(`the message is ${shown(content)}, not text`);
  return { content, logprobs: choice['logprobs'] };
}

function valueOf(content: string): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    throw new BadAnswer('the message is not JSON');
  }
  if (!isRecord(parsed) || !('value' in parsed)) throw new BadAnswer('the message has no value');
  return parsed['value'];
}

function withConfidence(
  { value, content, tokens }: { value: unknown; content: string; tokens: readonly Token[] },
  schema: OutputSchema,
): Said {
  const place = placeOf(content, tokens);
  if (schema.kind !== 'label' || typeof value !== 'string') {
    const confidence = probabilityAt(tokens, place);
    return { value, confidence, rawConfidence: confidence };
  }
  const labels = schema.labels.map((label) => label.value);
  if (!labels.includes(value)) throw new BadAnswer(`it answered ${shown(value)}, which is no label of this project`);
  // The quotes are no part of the label.
  const inner = { start: place.start + 1, end: place.end - 1 };
  const scores = labelProbabilities(tokens, { place: inner, chosen: value, labels });
  const confidence = own(scores, value) ?? 0;
  return { value, confidence, rawConfidence: confidence, scores };
}

/** Where the value stands in the text that the tokens spell, quotes included. */
function placeOf(content: string, tokens: readonly Token[]): Place {
  const spelt = tokens.map(({ token }) => token).join('');
  const offset = spelt.indexOf(content);
  const value = /"value"\s*:\s*/.exec(content);
  if (offset < 0 || !value) throw new BadAnswer('the token probabilities do not spell the message');
  const start = value.index + value[0].length;
  const end = content.trimEnd().length - 1;
  const written = content.slice(start, end).trimEnd();
  return { start: offset + start, end: offset + start + written.length };
}

function jsonSchemaOf(schema: OutputSchema): Record<string, unknown> {
  switch (schema.kind) {
    case 'label':
      return { type: 'string', enum: schema.labels.map(({ value }) => value) };
    case 'labels':
      return { type: 'array', items: { type: 'string', enum: schema.labels.map(({ value }) => value) } };
    case 'number':
      return { type: schema.integer ? 'integer' : 'number' };
    case 'text':
      return { type: 'string' };
  }
}
