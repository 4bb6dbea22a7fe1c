import type { FieldError } from '@handrail/shared/schema';
import { pointerOf, valueAt, withValue, type VersionDraft } from './version-draft';

type Path = readonly (string | number)[];
type Change = (part: Partial<VersionDraft>) => void;

/** A configuration in a form: what stands at a place, how to change it, and what is wrong there. */
export type ConfigForm = {
  readonly set: (path: Path, value: unknown) => void;
  /** What was typed at a place is no value of it yet: it cannot be sent before it is. */
  readonly hold: (path: Path, detail: string) => void;
  readonly at: (path: Path) => unknown;
  readonly text: (path: Path, fallback?: string) => string;
  readonly error: (path: Path) => string | undefined;
};

export function configForm(
  { http, unfinished }: VersionDraft,
  { errors, onChange }: { readonly errors: readonly FieldError[]; readonly onChange: Change },
): ConfigForm {
  const at = (path: Path): unknown => valueAt(http, path);
  return {
    at,
    set: (path, value) => {
      const { [pointerOf(path)]: _finished, ...others } = unfinished;
      onChange({ http: withValue(http, path, value), unfinished: others });
    },
    hold: (path, detail) => onChange({ unfinished: { ...unfinished, [pointerOf(path)]: detail } }),
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
