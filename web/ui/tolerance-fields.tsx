import type { Tolerance } from '@handrail/shared/schema';
import { NumberField } from './number-field';

type Props = {
  readonly tolerance: Tolerance | null;
  /** Null: only what is exactly equal is the same answer. */
  readonly onChange: (tolerance: Tolerance | null) => void;
  readonly unit: string;
};

/** What counts as the same number: by how much two answers may differ, by what share, or both. */
export function ToleranceFields({ tolerance, onChange, unit }: Props) {
  const set = (part: { absolute?: number | null; relative?: number | null }): void => {
    const { absolute, relative } = { ...tolerance, ...part };
    const next = { ...(absolute != null && { absolute }), ...(relative != null && { relative }) };
    onChange(Object.keys(next).length === 0 ? null : next);
  };
  return (
    <div className="trio">
      <NumberField
        label={unit.trim() === '' ? 'Same answer within' : `Same answer within, ${unit.trim()}`}
        description="People and machines that differ by less agree"
        placeholder="Exactly equal"
        min={0}
        value={tolerance?.absolute ?? null}
        onChange={(absolute) => set({ absolute })}
      />
      <NumberField
        label="or within, %"
        description="Of the larger of both numbers"
        placeholder="Exactly equal"
        min={0}
        max={100}
        times={100}
        value={tolerance?.relative ?? null}
        onChange={(relative) => set({ relative })}
      />
    </div>
  );
}
