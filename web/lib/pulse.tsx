import { useSubscription } from '@apollo/client/react';
import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import { ProjectPulseDocument, type ProjectPulseSubscription } from './generated/graphql';

type Pulse = ProjectPulseSubscription['projectPulse'];
type Mark = 'queueMark' | 'decisionsMark' | 'projectMark' | 'datasetsMark';
const PulseContext = createContext<Pulse | null>(null);

/** A list is read again at most this often, however busy the project is. */
const READ_AGAIN_MS = 1000;
/** A subscription that the server ended is asked for again after this long. */
const ASK_AGAIN_MS = 3000;

/** One subscription a page: what moved in the project, for whoever is below. */
export function PulseProvider({ projectId, children }: { readonly projectId: string; readonly children: ReactNode }) {
  const { data, error, restart } = useSubscription(ProjectPulseDocument, { variables: { projectId } });
  // Synchronises with the server, which ends a subscription when its session ends; a lost connection comes back by itself.
  useEffect(() => {
    if (!error) return;
    const timer = setTimeout(restart, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [error, restart]);
  return <PulseContext value={data?.projectPulse ?? null}>{children}</PulseContext>;
}

/** The newest pulse of the project; null until the first has come. */
export function usePulse(): Pulse | null {
  return useContext(PulseContext);
}

/** Calls `read` when the mark changes: soon for the first change, then at most once a second, never lost. */
export function useReadAgain(mark: Mark, read: () => unknown): void {
  const current = useContext(PulseContext)?.[mark];
  const newest = useRef(read);
  const seen = useRef<string | undefined>(undefined);
  const lastAt = useRef(0);
  // Synchronises with the server's pulse.
  useEffect(() => {
    newest.current = read;
  });
  useEffect(() => {
    if (current === undefined || current === seen.current) return;
    const isFirst = seen.current === undefined;
    seen.current = current;
    if (isFirst) return;
    const wait = Math.max(0, lastAt.current + READ_AGAIN_MS - performance.now());
    const timer = setTimeout(() => {
      lastAt.current = performance.now();
      newest.current();
    }, wait);
    return () => clearTimeout(timer);
  }, [current]);
}
