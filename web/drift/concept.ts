import type { ConceptDriftQuery } from '../lib/generated/graphql';

/** All that is told of concept drift of one version. */
export type Concept = ConceptDriftQuery['conceptDrift'];
