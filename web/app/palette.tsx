import { useQuery } from '@apollo/client/react';
import { Kbd, Text, useMantineColorScheme } from '@mantine/core';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { useNavigate } from '../lib/router';
import { useEffect, useState } from 'react';
import { ProjectsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { PROJECT_PAGES } from './pages';
import { isolated } from '../ui/visible-text';

type Found = { readonly name: string; readonly says: string; readonly run: () => unknown };

/** Pages, projects and themes by name; cases and labels by their words. Opens with each new number of `asked`. */
export function Palette({ asked }: { readonly asked: number }) {
  const [query, setQuery] = useState('');
  // Synchronises with the palette's own store.
  useEffect(() => spotlight.open(), [asked]);
  const found = useFound(query.trim());
  const groups = Object.entries(found).filter(([, lines]) => lines.length > 0);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      attributes={{ content: { 'aria-label': 'Find anything' } }}
    >
      <Spotlight.Search
        placeholder="A page, a project, words of a case …"
        aria-label="Find"
        rightSection={<Kbd>Esc</Kbd>}
        rightSectionWidth={56}
      />
      <Spotlight.ActionsList>
        {groups.map(([group, lines]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {lines.map(({ name, says, run }) => (
              <Spotlight.Action
                key={name}
                onClick={() => void run()}
                label={isolated(name)}
                description={isolated(says)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && (
          <Spotlight.Empty>
            <Text size="sm">No matches.</Text>
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useFound(query: string): Record<string, Found[]> {
  const project = useProject();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const { data, error, refetch } = useQuery(ProjectsDocument, { fetchPolicy: 'cache-first' });
  const matches = ({ name, says }: Found): boolean => `${name} ${says}`.toLowerCase().includes(query.toLowerCase());
  const go =
    (to: string, search: Record<string, string> = {}) =>
    () =>
      navigate({ to, search });
  const pages = PROJECT_PAGES.filter(({ permission }) => can(project, permission)).map(({ path, name }) => ({
    name,
    says: project.name,
    run: go(`/p/${project.slug}/${path}`),
  }));
  const operations = can(project, 'members:edit')
    ? [{ name: 'Background work', says: 'Whether it still succeeds, for operators', run: go('/operations') }]
    : [];
  const projects = (data?.projects ?? [])
    .filter(({ id }) => id !== project.id)
    .map(({ slug, name, description }) => ({ name, says: description, run: go(`/p/${slug}`) }));
  const unread =
    error && !data ? [{ name: 'Other projects', says: `They cannot be read: ${messageOf(error)}`, run: refetch }] : [];
  const looks = (['light', 'dark', 'auto'] as const).map((scheme) => ({
    name: { light: 'Light theme', dark: 'Dark theme', auto: 'Theme of the system' }[scheme],
    says: 'How Handrail looks here',
    run: () => setColorScheme(scheme),
  }));
  const searches: Found[] = [];
  if (query !== '' && can(project, 'decisions:read'))
    searches.push({
      name: `Cases with “${query}”`,
      says: 'Search in Decisions',
      run: go(`/p/${project.slug}/decisions`, { q: query }),
    });
  if (query !== '' && can(project, 'labels:read'))
    searches.push({
      name: `Labels “${query}”`,
      says: 'Answers of this value, in Labels',
      run: go(`/p/${project.slug}/labels`, { value: query }),
    });
  return {
    Pages: [...pages, ...operations].filter(matches),
    Projects: [...projects.filter(matches), ...unread],
    Search: searches,
    Appearance: looks.filter(matches),
  };
}
