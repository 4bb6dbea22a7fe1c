import { observeCase, observeMedium } from '@handrail/shared/monitoring';

/** A case and its picture to one adder. */
export function tellSeen({ seen, picture }, add) {
  observeCase(seen, add);
  observeMedium('scan', picture, add);
}
