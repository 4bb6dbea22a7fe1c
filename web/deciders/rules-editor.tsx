import type { RuleRow, RulesConfig } from '@handrail/shared/deciders';
import { inputSchemaSchema, outputSchemaSchema, type FieldError } from '@handrail/shared/schema';
import { Button, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { TestRulesQuery } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { AnswerInput } from './answer-input';
import { startOf } from './condition-inputs';
import { ConfidenceInput, RuleRowInputs } from './rule-row';
import { RulesBench, tallyInWords } from './rules-bench';
import { firstAnswer } from './version-draft';

type Props = {
  readonly rules: RulesConfig;
  readonly hasConfidence: boolean;
  readonly errors: readonly FieldError[];
  readonly onChange: (rules: RulesConfig) => void;
};

/** A decision table: the first row whose conditions all hold answers. */
export function RulesEditor({ rules, hasConfidence, errors, onChange }: Props) {
  const project = useProject();
  const schemas = {
    inputSchema: inputSchemaSchema.parse(project.inputSchema),
    outputSchema: outputSchemaSchema.parse(project.outputSchema),
  };
  const [tested, setTested] = useState<{ rules: RulesConfig; result: TestRulesQuery['testRules'] } | null>(null);
  const [said, setSaid] = useState('');
  const keys = useKeys(rules.rows.length);
  const setRows = (rows: RuleRow[]): void => onChange({ ...rules, rows });
  const move = (at: number, by: -1 | 1): void => {
    const to = at + by;
    const [row] = rules.rows.slice(at, at + 1);
    if (!row || to < 0 || to >= rules.rows.length) return;
    const rows = rules.rows.filter((_, index) => index !== at);
    rows.splice(to, 0, row);
    keys.move(at, to);
    setRows(rows);
    setSaid(`Row ${at + 1} is row ${to + 1} now.`);
  };
  const add = (): void => {
    const [field] = schemas.inputSchema.fields;
    const when = field ? [startOf(field)] : [];
    setRows([...rules.rows, { note: '', when, then: { value: firstAnswer(schemas.outputSchema) } }]);
  };
  const tallies = tested?.rules === rules ? tested.result.rows : [];
  return (
    <Stack gap="sm">
      <Text size="sm">The first row whose conditions all hold answers. Alt with an arrow moves a row.</Text>
      <div role="status" className="seen-by-none">
        {said}
      </div>
      <ol className="rows" aria-label="Rows">
        {rules.rows.map((row, at) => (
          <RuleRowInputs
            key={keys.of(at)}
            row={row}
            at={at}
            last={rules.rows.length - 1}
            errorAt={(pointer) => errors.find((error) => error.pointer.startsWith(`/rows/${at}${pointer}`))?.detail}
            schemas={schemas}
            hasConfidence={hasConfidence}
            tally={tallyInWords(tallies.find((tally) => tally.row === at))}
            onChange={(next) => setRows(rules.rows.map((one, index) => (index === at ? next : one)))}
            onMove={(by) => move(at, by)}
            onRemove={() => {
              keys.remove(at);
              setRows(rules.rows.filter((_, index) => index !== at));
            }}
          />
        ))}
      </ol>
      <Button variant="default" className="start" onClick={add}>
        Another row
      </Button>
      <div className="trio">
        <AnswerInput
          schema={schemas.outputSchema}
          label="Otherwise"
          value={rules.otherwise.value}
          error={errors.find(({ pointer }) => pointer.startsWith('/otherwise'))?.detail}
          onChange={(value) => onChange({ ...rules, otherwise: { ...rules.otherwise, value } })}
        />
        {hasConfidence && (
          <ConfidenceInput
            label="Confidence otherwise"
            value={rules.otherwise.confidence}
            onChange={(confidence) =>
              onChange({
                ...rules,
                otherwise: { value: rules.otherwise.value, ...(confidence === undefined ? {} : { confidence }) },
              })
            }
          />
        )}
      </div>
      <RulesBench
        rules={rules}
        isReady={errors.length === 0}
        result={tested?.result}
        isStale={tested !== null && tested.rules !== rules}
        onTested={(result) => setTested({ rules, result })}
      />
    </Stack>
  );
}

/** Rows have no identity of their own; theirs here goes with them, so that the focus stays where it was. */
function useKeys(length: number) {
  const next = useRef(length);
  const [keys, setKeys] = useState<readonly number[]>(() => Array.from({ length }, (_, index) => index));
  return {
    of: (at: number): number => keys[at] ?? at + 100_000,
    move: (from: number, to: number): void =>
      setKeys((before) => {
        const full = Array.from({ length }, (_, index) => before[index] ?? index + 100_000);
        const [key = 0] = full.splice(from, 1);
        return full.toSpliced(to, 0, key);
      }),
    remove: (at: number): void => {
      next.current += 1;
      setKeys((before) => before.filter((_, index) => index !== at));
    },
  };
}
