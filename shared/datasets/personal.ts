import type { InputSchema } from '../schema/index.js';
import type { Protection } from './definition.js';

type Ways = Readonly<Record<string, Protection>>;

/** The fields that the schema marks as personal, each with how it leaves to those who may not read such. */
export function personalFields({ fields }: InputSchema): Record<string, Protection> {
  return Object.fromEntries(
    fields.flatMap(({ name, personal }): [string, Protection][] => (personal === undefined ? [] : [[name, personal]])),
  );
}

/**
 * How fields leave when this was chosen: a personal field as it is marked unless something else was chosen for it, and
 * what was chosen only by those who may read such fields; others may still leave it out.
 */
export function effectiveProtection(schema: InputSchema, chosen: Ways, mayReadPersonal: boolean): Ways {
  const ways: Record<string, Protection> = { ...chosen };
  for (const [name, marked] of Object.entries(personalFields(schema))) {
    const wanted = Object.hasOwn(chosen, name) ? chosen[name] : undefined;
    ways[name] = wanted !== undefined && (mayReadPersonal || wanted === 'drop') ? wanted : marked;
  }
  return ways;
}

/** Personal fields that leave in another way than they are marked, and are not left out. */
export function barePersonalFields(schema: InputSchema, protection: Ways): string[] {
  return Object.entries(personalFields(schema)).flatMap(([name, marked]) => {
    const way = (Object.hasOwn(protection, name) ? protection[name] : undefined) ?? 'keep';
    return way === marked || way === 'drop' ? [] : [name];
  });
}
