import { useQuery } from '@apollo/client/react';
import { createContext, useContext, type ReactNode } from 'react';
import { PulseProvider, useReadAgain } from './pulse';
import { ProjectDocument, SessionDocument, type ProjectQuery } from './generated/graphql';
import { messageOf } from './problem';

export type ProjectInView = NonNullable<ProjectQuery['project']>;
const ProjectContext = createContext<ProjectInView | null>(null);

export function useSession() {
  const { data, loading, error, refetch } = useQuery(SessionDocument);
  return {
    me: data?.me ?? null,
    installation: data?.installation ?? null,
    isLoading: loading && !data,
    error,
    refetch,
  };
}

/** The project of the page; only inside `ProjectProvider`. */
export function useProject(): ProjectInView {
  const project = useContext(ProjectContext);
  if (!project) throw new Error('useProject stands inside ProjectProvider');
  return project;
}

export function can(project: Pick<ProjectInView, 'myPermissions'>, permission: string): boolean {
  return project.myPermissions.includes(permission);
}

/** Gives the project to what is below it; what to draw meanwhile comes from the caller. */
export function ProjectProvider({
  slug,
  children,
  loading,
  failed,
}: {
  readonly slug: string;
  readonly children: ReactNode;
  readonly loading: ReactNode;
  readonly failed: (message: string) => ReactNode;
}) {
  const { data, error, refetch } = useQuery(ProjectDocument, { variables: { slug } });
  if (error && !data) return failed(messageOf(error));
  if (!data) return loading;
  if (!data.project) return failed('There is no project of this name that you can see. Choose one on the start page.');
  return (
    <ProjectContext value={data.project}>
      <PulseProvider projectId={data.project.id} onEnd={() => refetch()}>
        <KeepFresh read={() => refetch()} />
        {children}
      </PulseProvider>
    </ProjectContext>
  );
}

function KeepFresh({ read }: { readonly read: () => unknown }) {
  useReadAgain('projectMark', read);
  return null;
}
