import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Table, Text, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '../lib/router';
import { DecidersDocument, type DeciderPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Decider } from '../ui/decider';
import { count, percent } from '../ui/format';
import { Page } from '../ui/page';
import { rowKeys, rowProps } from '../ui/rows';
import { Empty, Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { StateMark } from './state-mark';
import { connectorInWords } from './words';
import { UserText } from '../ui/user-text';

/** Everything that can decide in a project besides people. */
export function DecidersPage() {
  const project = useProject();
  const { q = '' }: { q?: string } = useSearch();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(DecidersDocument, { variables: { projectId: project.id } });
  useReadAgain('projectMark', () => refetch());
  const deciders = data?.deciders;
  const shown = deciders?.filter(({ name, owner }) => `${name} ${owner}`.toLowerCase().includes(q.toLowerCase())) ?? [];
  return (
    <Page
      title="Deciders"
      of={project.name}
      actions={
        can(project, 'deciders:register') && (
          <Button component={Link} to={`/p/${project.slug}/deciders/new`}>
            Register a decider
          </Button>
        )
      }
    >
      {error && !data && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!deciders && !error && <Loading lines={6} />}
      {deciders?.length === 0 && (
        <Empty title="No decider yet">
          Register a model or the system that decides today. It predicts unseen in Shadow before it decides anything.
        </Empty>
      )}
      {deciders && deciders.length > 0 && (
        <>
          <TextInput
            aria-label="Find a decider"
            placeholder="Name or owner"
            maw={320}
            value={q}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ to: '.', search: value ? { q: value } : {}, replace: true })
            }
          />
          <DeciderTable deciders={shown} slug={project.slug} />
        </>
      )}
    </Page>
  );
}

const HEADS = ['Name', 'State', 'Kind', 'How it is asked', 'Owner', 'Last used', 'Errors'];

function DeciderTable({
  deciders,
  slug,
}: {
  readonly deciders: readonly DeciderPartsFragment[];
  readonly slug: string;
}) {
  return (
    <Table verticalSpacing={6} className="stack" fz="sm">
      <Table.Thead>
        <Table.Tr>
          {HEADS.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody {...rowKeys}>
        {deciders.map((decider) => (
          <Row key={decider.id} decider={decider} slug={slug} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

const ORDER = ['CHAMPION', 'CHALLENGER', 'SHADOW', 'REGISTERED', 'RETIRED'];

/** A decider by its most telling version: the one in force, else the newest. */
function Row({ decider, slug }: { readonly decider: DeciderPartsFragment; readonly slug: string }) {
  const [version] = [...decider.versions].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return (
    <Table.Tr {...rowProps()}>
      <Table.Td data-main>
        <Anchor component={Link} to={`/p/${slug}/deciders/${decider.name}`} size="sm">
          <UserText text={decider.name} />
        </Anchor>
        {version && (
          <Text size="xs" c="dimmed" span>
            {' '}
            version {version.version}
            {decider.versions.length > 1 && ` of ${decider.versions.length}`}
          </Text>
        )}
      </Table.Td>
      <Table.Td data-label="State">{version ? <StateMark state={version.state} /> : 'no version'}</Table.Td>
      <Table.Td data-label="Kind">
        <Decider kind={decider.kind} name="Model" />
      </Table.Td>
      <Table.Td data-label="How it is asked">{version ? connectorInWords(version) : '–'}</Table.Td>
      <Table.Td data-label="Owner">
        <UserText text={decider.owner || '–'} />
      </Table.Td>
      <Table.Td data-label="Last used">
        {version?.usage ? <When iso={version.usage.lastUsedAt} /> : 'not lately'}
      </Table.Td>
      <Table.Td data-label="Errors">{errorsInWords(version?.usage)}</Table.Td>
    </Table.Tr>
  );
}

function errorsInWords(usage: { errors: number; predictions: number } | null | undefined): string {
  if (!usage) return 'not enough data yet';
  return `${percent(usage.errors / usage.predictions)} of ${count(usage.predictions)}`;
}
