import type { FieldError } from '@handrail/shared/schema';
import { pointerOf, valueAt, withValue, type ConfigDraft } from './version-draft';

type Path = readonly (string | number)[];

/** A configuration in a form: what stands at a place, how to change it, and what is wrong there. */
export type ConfigForm = {
  readonly draft: ConfigDraft;
  readonly set: (path: Path, value: unknown) => void;
  readonly at: (path: Path) => unknown;
  readonly text: (path: Path, fallback?: string) => string;
  readonly error: (path: Path) => string | undefined;
};

export function configForm(
  draft: ConfigDraft,
  { errors, onChange }: { readonly errors: readonly FieldError[]; readonly onChange: (next: ConfigDraft) => void },
): ConfigForm {
  const at = (path: Path): unknown => valueAt(draft, path);
  return {
    draft,
    at,
    set: (path, value) => onChange(withValue(draft, path, value)),
    text: (path, fallback = '') => {
      const value = at(path);
      return typeof value === 'string' ? value : fallback;
    },
    error: (path) => {
      const pointer = pointerOf(path);
      return errors.find((found) => found.pointer === pointer || found.pointer.startsWith(`${pointer}/`))?.detail;
    },
  };
}
