import type { DeciderKind, HttpConfig, ProjectSchemas } from '@handrail/shared/deciders';
import { hfTextClassification } from './hf-text-classification.js';
import type { Protocol } from './http-protocol.js';
import { jsonMapping } from './json-mapping.js';
import { kserveV1 } from './kserve-v1.js';
import { mlflow } from './mlflow.js';
import { oipV2 } from './oip-v2.js';
import { openaiChat } from './openai-chat.js';

/** The protocol that a configuration speaks, for cases and answers of one project. */
export function protocolOf(config: HttpConfig, schemas: ProjectSchemas, kind: DeciderKind): Protocol {
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
      return jsonMapping(config);
  }
}
