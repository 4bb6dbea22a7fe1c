import { observeCase, observeMedium, type Add, type SeenProject } from '@handrail/shared/monitoring';
import type { SampleCase } from './references.sql.js';

/** What live traffic counted of a case when it came, told again. */
export function tell(project: SeenProject, one: SampleCase, add: Add): void {
  const { input, route, segment, answers, media, created_at: at } = one;
  observeCase({ project, at: at.getTime(), segment, input, route, answers, stages: {} }, add);
  for (const { field, measured } of media) observeMedium(field, measured, add);
}
