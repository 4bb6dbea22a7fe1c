import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, MultiSelect, Select, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import {
  RemoveRiskDocument,
  RiskRegisterDocument,
  SaveRiskDocument,
  type RegisterPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';
import type { RiskParts } from './risk-table';
import { isolated } from '../ui/visible-text';

const LIKELIHOODS = ['1 · rare', '2 · unlikely', '3 · possible', '4 · likely', '5 · expected'];
const IMPACTS = ['1 · slight', '2 · small', '3 · noticeable', '4 · serious', '5 · severe'];
const scale = (words: readonly string[]) => words.map((label, index) => ({ value: String(index + 1), label }));

type Props = {
  /** Null: a new one. */
  readonly risk: RiskParts | null;
  readonly register: RegisterPartsFragment;
  readonly onClose: () => void;
  /** The risk may have changed meanwhile: whoever opens it again must see it as it is now. */
  readonly onFailed: () => void;
};

/** Adds a risk, changes it, or removes it. */
export function RiskForm({ risk, register, onClose, onFailed }: Props) {
  const project = useProject();
  const [title, setTitle] = useState(risk?.title ?? '');
  const [likelihood, setLikelihood] = useState(risk?.likelihood ?? 3);
  const [impact, setImpact] = useState(risk?.impact ?? 3);
  const [ownerId, setOwnerId] = useState(risk?.owner?.id ?? null);
  const [metrics, setMetrics] = useState<string[]>([...(risk?.metrics ?? [])]);
  const options = { refetchQueries: [RiskRegisterDocument], awaitRefetchQueries: true };
  const [save, saving] = useMutation(SaveRiskDocument, options);
  const [remove, removing] = useMutation(RemoveRiskDocument, options);
  const failure = saving.error ?? removing.error;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const seen = risk ? { id: risk.id, expectedVersion: risk.version } : {};
    const input = { projectId: project.id, ...seen, title, likelihood, impact, ownerId, metrics };
    void save({ variables: { input } }).then(onClose, onFailed);
  };
  const drop = ({ id, version }: RiskParts): void => {
    const variables = { projectId: project.id, id, expectedVersion: version };
    void remove({ variables }).then(onClose, onFailed);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={risk ? 'Change a risk' : 'Add a risk'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Textarea
            label="What could go wrong"
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            maxLength={300}
            required
            autosize
            data-autofocus
          />
          <Select
            label="Likelihood"
            data={scale(LIKELIHOODS)}
            value={String(likelihood)}
            onChange={(value) => setLikelihood(Number(value))}
            allowDeselect={false}
          />
          <Select
            label="Impact"
            data={scale(IMPACTS)}
            value={String(impact)}
            onChange={(value) => setImpact(Number(value))}
            allowDeselect={false}
          />
          <Select
            label="Owner"
            placeholder="Nobody yet"
            data={register.possibleOwners.map(({ id, name }) => ({ value: id, label: isolated(name) }))}
            value={ownerId}
            onChange={setOwnerId}
            clearable
          />
          <MultiSelect
            label="Metrics that would reveal it"
            data={register.metrics.map(({ id, title: label }) => ({ value: id, label }))}
            value={metrics}
            onChange={setMetrics}
            maxValues={20}
            searchable
            hidePickedOptions
          />
          {failure && <Failed message={messageOf(failure)} />}
          <Group justify="space-between">
            <Button type="submit" loading={saving.loading}>
              Save
            </Button>
            {risk && (
              <Button variant="default" loading={removing.loading} onClick={() => drop(risk)}>
                Remove
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
