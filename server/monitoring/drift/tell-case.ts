import { addValue, observeCase, observeMedium, type Add, type SeenProject } from '@handrail/shared/monitoring';
import type { SampleCase } from './references.sql.js';

/** What live traffic counted of a case when it came, told again; and what was decided, when it was. */
export function tell(project: SeenProject, one: SampleCase, add: Add): void {
  const { input, route, segment, answers, media, created_at: at } = one;
  observeCase({ project, at: at.getTime(), segment, input, route, answers, stages: {} }, (metric, part, value) => {
    // People decide later: it is told below, of every case that is decided.
    if (metric !== 'output.decision') add(metric, part, value);
  });
  if (one.decision !== null) addValue(add, 'output.decision', one.decision);
  for (const { field, measured } of media) observeMedium(field, measured, add);
}
