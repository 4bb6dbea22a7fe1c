import { useQuery } from '@apollo/client/react';
import { Button, Select, SimpleGrid } from '@mantine/core';
import { Link, useNavigate, useSearch } from '../lib/router';
import { MachinesInForceDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { Comparison } from './comparison';
import { isolated } from '../ui/visible-text';

type Asked = { readonly challenger?: string; readonly champion?: string };

/** Two machines side by side on the same cases; which two stands in the address. */
export function ComparePage() {
  const project = useProject();
  const asked: Asked = useSearch();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(MachinesInForceDocument, { variables: { projectId: project.id } });
  useReadAgain('projectMark', () => refetch());
  const { challenger, champion, choices } = pairOf(data?.machinesInForce ?? [], asked);
  const isIncumbent = champion === project.policy?.settings.incumbent;
  const isShadow = data?.machinesInForce.some(({ machine, part }) => machine === challenger && part === 'shadow');
  const canStart = isIncumbent && isShadow === true && can(project, 'rollouts:move');
  const choose = (part: Asked): void =>
    void navigate({ to: '.', search: { challenger, champion, ...part }, replace: true });
  return (
    <Page
      title="Compare machines"
      of={project.name}
      actions={
        canStart && (
          <Button
            variant="default"
            className="named-button"
            component={Link}
            to={`/p/${project.slug}/rollouts/new`}
            search={{ challenger }}
          >
            {`Bring ${isolated(String(challenger))} in …`}
          </Button>
        )
      }
    >
      {error && !data && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} maw={640}>
          <Select
            label="Challenger"
            data={choices}
            allowDeselect={false}
            value={challenger ?? null}
            onChange={(value) => value && choose({ challenger: value })}
          />
          <Select
            label="Champion"
            data={choices}
            allowDeselect={false}
            value={champion ?? null}
            onChange={(value) => value && choose({ champion: value })}
          />
        </SimpleGrid>
      )}
      {data && (!challenger || !champion) && (
        <Empty title="Nothing to compare">
          Two machines have to predict the same cases: let a second one watch in shadow, or start a rollout.
        </Empty>
      )}
      {challenger && champion && challenger === champion && <Empty title="Choose two different machines" />}
      {challenger && champion && challenger !== champion && (
        <Comparison key={`${challenger} ${champion}`} challenger={challenger} champion={champion} />
      )}
    </Page>
  );
}

type Machine = { readonly machine: string; readonly part: string };

/** Which two to compare: those asked for, else the champion and whoever else predicts; and all there is to choose. */
function pairOf(machines: readonly Machine[], asked: Asked) {
  const champion = asked.champion || machines.find(({ part }) => part === 'champion')?.machine || machines[0]?.machine;
  const others = machines.filter(({ machine }) => machine !== champion);
  const other = others.find(({ part }) => part === 'challenger') ?? others[0];
  const challenger = asked.challenger || other?.machine;
  const known = [...machines.map(({ machine }) => machine), challenger, champion];
  const choices = [...new Set(known.filter((one) => one !== undefined))].map((value) => {
    const part = machines.find(({ machine }) => machine === value)?.part;
    return { value, label: part ? `${value} (${isolated(part)})` : value };
  });
  return { challenger, champion, choices };
}
