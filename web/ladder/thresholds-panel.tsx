import { outputSchemaSchema } from '@handrail/shared/schema';
import { Paper, Slider, Text } from '@mantine/core';
import { useProject } from '../lib/session';
import { thresholdText } from '../ui/format';
import { NumberField } from '../ui/number-field';
import { ExceptionList } from './exception-list';
import type { Draft } from './use-draft';

type Props = {
  readonly draft: Draft;
  readonly inForce: number;
  readonly isDisabled: boolean;
  readonly onChange: (part: Partial<Draft>) => void;
};
/** Lower ones are rare; the number takes any. */
const USUAL_LOWEST = 0.5;

/** From which confidence the machine decides: everywhere, and where something else holds; and how many are audited. */
export function ThresholdsPanel({ draft, inForce, isDisabled, onChange }: Props) {
  const schema = outputSchemaSchema.parse(useProject().outputSchema);
  // While the field holds what is no number, the handle stays where the policy has it.
  const threshold = Number.isNaN(draft.globalThreshold) ? inForce : draft.globalThreshold;
  const lowest = Math.min(USUAL_LOWEST, inForce, threshold);
  return (
    <Paper withBorder p="md" mt="md">
      <Text size="sm" fw={600}>
        {Number.isNaN(draft.globalThreshold)
          ? 'Threshold: cannot be read'
          : `Threshold: the machine decides at ${thresholdText(draft.globalThreshold)} or above`}
      </Text>
      {draft.level !== 'PARTIAL_AUTOMATION' && (
        <Text size="xs" c="dimmed">
          Consulted in Partial automation only.
        </Text>
      )}
      <div className="threshold">
        <Slider
          min={lowest}
          max={1}
          step={0.01}
          disabled={isDisabled}
          value={threshold}
          label={thresholdText}
          thumbLabel="Threshold"
          marks={[{ value: lowest, label: thresholdText(lowest) }, { value: inForce, label: 'now' }, ...top(inForce)]}
          onChange={(globalThreshold) => onChange({ globalThreshold })}
        />
        <NumberField
          aria-label="Threshold, as a number"
          min={0}
          max={1}
          step={0.01}
          decimals={2}
          disabled={isDisabled}
          value={draft.globalThreshold}
          isNeeded
          onChange={(value) => onChange({ globalThreshold: value ?? Number.NaN })}
        />
      </div>
      <ExceptionList
        exceptions={draft.exceptions}
        labels={'labels' in schema ? schema.labels.map(({ value }) => value) : []}
        isDisabled={isDisabled}
        onChange={(exceptions) => onChange({ exceptions })}
      />
      <NumberField
        mt="md"
        label="Audit rate, in %"
        description={
          draft.auditRate === 0
            ? 'At 0 nobody checks what the machine decides: its errors are not measured, and no alarm tells of them.'
            : 'Share of the automated cases that a person checks blind'
        }
        min={0}
        max={100}
        times={100}
        disabled={isDisabled}
        value={draft.auditRate}
        isNeeded
        onChange={(value) => onChange({ auditRate: value ?? Number.NaN })}
      />
    </Paper>
  );
}

/** Two marks that stand on each other cannot be read. */
function top(inForce: number) {
  return inForce > 0.95 ? [] : [{ value: 1, label: '1.00' }];
}
