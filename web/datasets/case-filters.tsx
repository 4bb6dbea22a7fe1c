import { useQuery } from '@apollo/client/react';
import type { DatasetRow } from '@handrail/shared/datasets';
import { Select, TagsInput } from '@mantine/core';
import { DecisionChoicesDocument } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { NumberField } from '../ui/number-field';
import { typedIn } from '../ui/typed-number';
import { wordsIn, type DatasetSearch, type WordList } from './definition-search';

type Change = { readonly [Name in keyof DatasetSearch]: DatasetSearch[Name] | undefined };
type Props = {
  readonly search: DatasetSearch;
  /** What the rows in view say of reviewers is offered. */
  readonly rows: readonly DatasetRow[];
  readonly onChange: (change: Change) => void;
};

/** Which cases, more particularly: segment, who predicted, decided and labelled them, gold, and agreement. */
export function CaseFilters({ search, rows, onChange }: Props) {
  const project = useProject();
  const choices = useQuery(DecisionChoicesDocument, { variables: { projectId: project.id } });
  const { deciders = [], segments = [] } = choices.data?.decisionChoices ?? {};
  const reviewers = [...new Set(rows.flatMap(({ labels }) => labels.map(({ reviewer }) => reviewer)))].sort();
  const tags = (name: WordList, offered: readonly string[], [label, description]: readonly [string, string?]) => (
    <TagsInput
      label={label}
      description={description}
      placeholder={wordsIn(search, name).length === 0 ? 'Any' : ''}
      data={[...offered]}
      value={wordsIn(search, name)}
      clearable
      onChange={(words) => onChange({ [name]: words.length === 0 ? undefined : words })}
    />
  );
  return (
    <>
      <Unread what="The segments and machines to choose from" query={choices} />
      {tags('segments', segments, ['Segments'])}
      {tags('predicted', deciders, ['Predicted by', 'name@version; used, shown, or only compared'])}
      {tags('decided', ['reviewer', ...deciders], ['Decided by', 'name@version, or reviewer for people'])}
      {tags('reviewers', reviewers, ['Reviewers', 'Their pseudonyms, as rows have them'])}
      <Select
        label="Gold cases"
        placeholder="Among the others"
        clearable
        data={[
          { value: 'true', label: 'Only they' },
          { value: 'false', label: 'Left out' },
        ]}
        value={search.gold ?? null}
        onChange={(gold) => onChange({ gold: gold ?? undefined })}
      />
      <NumberField
        label="Answers agree, at least"
        placeholder="Any share"
        unit="%"
        min={0}
        max={100}
        step={10}
        {...typedIn(search.agreement)}
        // As it was typed: what cannot be read chooses nothing, and nothing is frozen by it.
        onChange={(share, text) => onChange({ agreement: share === null ? undefined : text })}
      />
    </>
  );
}
