import { Accordion, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { CARD_PARTS, partsOf } from './card-parts';
import { JsonText } from './json-field';
import type { ConfigDraft, VersionDraft } from './version-draft';

type Props = {
  readonly draft: VersionDraft;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<VersionDraft>) => void;
};
const POINTER = '/modelCard';

/** What is known of the version: in words, and whatever else in JSON. Kept with it, never changed. */
export function CardInputs({ draft, error, onChange }: Props) {
  const { modelCard, unfinished } = draft;
  const [isOpen, setOpen] = useState(Object.keys(modelCard).length > 0);
  const say = (name: string, text: string): void => {
    const { [name]: _before, ...others } = modelCard;
    onChange({ modelCard: text === '' ? others : { ...others, [name]: text } });
  };
  const setRest = (rest: unknown): void => {
    if (rest !== undefined && (typeof rest !== 'object' || rest === null || Array.isArray(rest)))
      return onChange({ unfinished: { ...unfinished, [POINTER]: 'is not an object' } });
    const { [POINTER]: _finished, ...others } = unfinished;
    onChange({ modelCard: { ...inWords(modelCard), ...(rest as ConfigDraft | undefined) }, unfinished: others });
  };
  const { rest } = partsOf(modelCard);
  return (
    <Accordion
      variant="contained"
      value={isOpen || error !== undefined ? 'card' : null}
      onChange={(value) => setOpen(value !== null)}
    >
      <Accordion.Item value="card">
        <Accordion.Control>Model card: what is known of it</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">
            <Text size="sm">It stays with this version and is never changed: say what holds for this one.</Text>
            <div className="pair-wide">
              {CARD_PARTS.map(({ name, title, placeholder }) => (
                <Textarea
                  key={name}
                  label={title}
                  placeholder={placeholder}
                  autosize
                  minRows={2}
                  maxRows={12}
                  value={typeof modelCard[name] === 'string' ? modelCard[name] : ''}
                  onChange={({ currentTarget: { value } }) => say(name, value)}
                />
              ))}
            </div>
            <JsonText
              label="Further, as JSON"
              description="An object; empty: nothing further"
              value={Object.keys(rest).length > 0 ? rest : undefined}
              error={error}
              onChange={setRest}
              onUnfinished={(detail) => onChange({ unfinished: { ...unfinished, [POINTER]: detail } })}
            />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function inWords(card: ConfigDraft): ConfigDraft {
  const { rest } = partsOf(card);
  return Object.fromEntries(Object.entries(card).filter(([name]) => !(name in rest)));
}
