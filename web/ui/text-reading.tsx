import { ENCODING_WORDS, ENCODINGS, SEPARATOR_WORDS, SEPARATORS, type FileReading } from '@handrail/shared/imports';
import { Select, Switch } from '@mantine/core';

type Part = Pick<FileReading, 'encoding' | 'separator' | 'header'>;
type Props = {
  readonly isBusy: boolean;
  /** Whether its lines are cells between separators. */
  readonly isTable: boolean;
  readonly reading: Part;
  readonly onChange: (part: Part) => void;
};

/** How the text of a file is read: what was guessed, and can be said otherwise. */
export function TextReading({ isBusy, isTable, reading, onChange }: Props) {
  return (
    <>
      <Select
        size="sm"
        label="Encoding"
        allowDeselect={false}
        disabled={isBusy}
        data={ENCODINGS.map((value) => ({ value, label: ENCODING_WORDS[value] }))}
        value={reading.encoding ?? 'utf-8'}
        onChange={(value) => {
          const encoding = ENCODINGS.find((one) => one === value);
          if (encoding) onChange({ encoding });
        }}
      />
      {isTable && (
        <>
          <Select
            size="sm"
            label="Cells are separated by"
            allowDeselect={false}
            disabled={isBusy}
            data={separators(reading.separator)}
            value={reading.separator ?? ','}
            onChange={(separator) => separator !== null && onChange({ separator })}
          />
          <Switch
            label="The first line names the columns"
            checked={reading.header ?? true}
            disabled={isBusy}
            onChange={(event) => onChange({ header: event.currentTarget.checked })}
          />
        </>
      )}
    </>
  );
}

function separators(own: string | undefined): { value: string; label: string }[] {
  const all = own === undefined || SEPARATORS.some((one) => one === own) ? SEPARATORS : [...SEPARATORS, own];
  return all.map((value) => ({ value, label: SEPARATOR_WORDS[value] ?? value }));
}
