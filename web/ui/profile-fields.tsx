import { Select, SimpleGrid } from '@mantine/core';
import { NumberField } from './number-field';

export type ProfileValues = {
  readonly serving: 'REALTIME' | 'BATCH';
  readonly place: 'CLOUD' | 'EDGE';
  readonly casesPerSecond: number | null;
  readonly memoryMb: number | null;
  readonly cpuCores: number | null;
  readonly logged: 'NOTHING' | 'METADATA' | 'CONTENT';
  readonly personalDataDays: number | null;
};
type Props = {
  readonly values: ProfileValues;
  readonly onChange: (part: Partial<ProfileValues>) => void;
  readonly isDisabled?: boolean;
};

const SERVING = [
  { value: 'REALTIME', label: 'Realtime: somebody waits' },
  { value: 'BATCH', label: 'Batch: fetched later' },
] as const;
const PLACES = [
  { value: 'CLOUD', label: 'Cloud: on servers' },
  { value: 'EDGE', label: 'Edge: on devices' },
] as const;
const LOGGED = [
  { value: 'NOTHING', label: 'Nothing of a case' },
  { value: 'METADATA', label: 'Ids, times and who decided' },
  { value: 'CONTENT', label: 'The case itself too' },
] as const;

/** How something is deployed, field by field; an empty number is no limit, or not declared. */
export function ProfileFields({ values, onChange, isDisabled = false }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select
        label="Answers are"
        data={SERVING}
        allowDeselect={false}
        disabled={isDisabled}
        value={values.serving}
        onChange={(serving) => serving && onChange({ serving })}
      />
      <Select
        label="It runs in the"
        data={PLACES}
        allowDeselect={false}
        disabled={isDisabled}
        value={values.place}
        onChange={(place) => place && onChange({ place })}
      />
      <NumberField
        label="Cases a second, at most"
        description="More are refused with 429"
        placeholder="No limit"
        min={0.01}
        max={100000}
        disabled={isDisabled}
        value={values.casesPerSecond ?? null}
        onChange={(value) => onChange({ casesPerSecond: value })}
      />
      <NumberField
        label="Personal data is kept for"
        description="Days; then it is erased for good"
        placeholder="For good"
        min={1}
        isWhole
        disabled={isDisabled}
        value={values.personalDataDays ?? null}
        onChange={(value) => onChange({ personalDataDays: value })}
      />
      <NumberField
        label="Memory it may use"
        description="Megabytes"
        placeholder="Not declared"
        min={16}
        isWhole
        disabled={isDisabled}
        value={values.memoryMb ?? null}
        onChange={(value) => onChange({ memoryMb: value })}
      />
      <NumberField
        label="Processor it may use"
        description="Cores"
        placeholder="Not declared"
        min={0.01}
        disabled={isDisabled}
        value={values.cpuCores ?? null}
        onChange={(value) => onChange({ cpuCores: value })}
      />
      <Select
        label="The operators’ log says"
        data={LOGGED}
        allowDeselect={false}
        disabled={isDisabled}
        value={values.logged}
        onChange={(logged) => logged && onChange({ logged })}
      />
    </SimpleGrid>
  );
}
