import { evaluateRules, rulesConfigSchema } from '@handrail/shared/deciders';
import type { ConnectorOpener } from '../connector.js';

/** Opens a decision table: evaluated in memory. */
export const openRules: ConnectorOpener = ({ config: stored, kind }) => {
  const config = rulesConfigSchema.parse(stored);
  return {
    ask: ({ input }) => {
      const { value, confidence, evidence } = evaluateRules(config, input);
      return { value, confidence: kind === 'system' ? null : confidence, evidence };
    },
  };
};
