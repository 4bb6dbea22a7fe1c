import type { HttpProtocol, RuleOperator } from '@handrail/shared/deciders';
import type { Connector, MachineKind, VersionState } from '../lib/generated/graphql';

export const STATE_WORDS: Readonly<Record<VersionState, string>> = {
  CHAMPION: 'In force',
  CHALLENGER: 'Challenger',
  SHADOW: 'Shadow',
  REGISTERED: 'Registered',
  RETIRED: 'Retired',
};
export const KIND_WORDS: Readonly<Record<MachineKind, string>> = { MODEL: 'Model', SYSTEM: 'Previous system' };
export const CONNECTOR_WORDS: Readonly<Record<Connector, string>> = {
  CALLER: 'Comes with the case',
  HTTP: 'HTTP',
  RULES: 'Decision table',
  ONNX: 'ONNX file',
  BUILTIN: 'Trained here',
};
export const PROTOCOL_WORDS: Readonly<Record<HttpProtocol, string>> = {
  json: 'Any JSON, mapped',
  oip_v2: 'Open Inference Protocol v2 (KServe, Triton, Seldon, MLServer)',
  kserve_v1: 'KServe v1, TensorFlow Serving',
  mlflow: 'MLflow scoring server',
  openai_chat: 'Chat completions (OpenAI-compatible)',
  hf_text_classification: 'Text classification (Hugging Face)',
};
export const OPERATOR_WORDS: Readonly<Record<RuleOperator, string>> = {
  contains: 'contains',
  not_contains: 'does not contain',
  contains_any: 'contains any of',
  starts_with: 'starts with',
  ends_with: 'ends with',
  equals: 'equals',
  not_equals: 'does not equal',
  longer_than: 'is longer than',
  shorter_than: 'is shorter than',
  less: 'is less than',
  at_most: 'is at most',
  at_least: 'is at least',
  more: 'is more than',
  between: 'is between',
  is: 'is',
  is_not: 'is not',
  one_of: 'is one of',
  none_of: 'is none of',
  true: 'is yes',
  false: 'is no',
  before: 'is before',
  after: 'is after',
  missing: 'is missing',
  present: 'is there',
};

/** The connector of a version, and for HTTP its protocol. */
export function connectorInWords({ connector, config }: { connector: Connector; config: unknown }): string {
  if (connector !== 'HTTP') return CONNECTOR_WORDS[connector];
  const { protocol } = config as { protocol: HttpProtocol };
  return `HTTP: ${PROTOCOL_WORDS[protocol].replace(/ \(.*/, '')}`;
}

/** Options of a select from words by value. */
export function optionsOf<K extends string>(words: Readonly<Record<K, string>>): { value: K; label: string }[] {
  return Object.entries<string>(words).map(([value, label]) => ({ value: value as K, label }));
}
