import type { DeciderKind, HttpConfig, ProjectSchemas } from '@handrail/shared/deciders';
import type { ProgramRunner } from '../programs/program-pool.js';
import { isWithin } from './is-within.js';
import { hfTextClassification } from './hf-text-classification.js';
import type { Protocol } from './http-protocol.js';
import { jsonMapping } from './json-mapping.js';
import { kserveV1 } from './kserve-v1.js';
import { mlflow } from './mlflow.js';
import { oipV2 } from './oip-v2.js';
import { openaiChat } from './openai-chat.js';

export type ProtocolGiven = ProjectSchemas & { readonly kind: DeciderKind; readonly programs: ProgramRunner };

/** Characters of a request's body; a template can repeat a long case without end. */
const MOST_CHARACTERS = 8_000_000;

/** The protocol that a configuration speaks, for cases and answers of one project. Its requests are bounded. */
export function protocolOf(config: HttpConfig, given: ProtocolGiven): Protocol {
  const protocol = spoken(config, given);
  return {
    ...protocol,
    request: (input) => {
      const request = protocol.request(input);
      if (!isWithin(request.body, MOST_CHARACTERS))
        throw new Error(`the request is longer than ${MOST_CHARACTERS} characters`);
      return request;
    },
  };
}

function spoken(config: HttpConfig, { kind, programs, ...schemas }: ProtocolGiven): Protocol {
  switch (config.protocol) {
    case 'oip_v2':
      return oipV2(config, schemas);
    case 'kserve_v1':
      return kserveV1(config, schemas);
    case 'mlflow':
      return mlflow(config, schemas);
    case 'openai_chat':
      return openaiChat(config, schemas, kind === 'model');
    case 'hf_text_classification':
      return hfTextClassification(config, schemas);
    case 'json':
      return jsonMapping(config, programs);
  }
}
