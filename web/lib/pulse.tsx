import { useSubscription } from '@apollo/client/react';
import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import { ProjectPulseDocument, type ProjectPulseSubscription } from './generated/graphql';
import { isOfRequest } from './in-place';

type Pulse = ProjectPulseSubscription['projectPulse'];
type Mark = 'queueMark' | 'decisionsMark' | 'projectMark' | 'datasetsMark' | 'alarmsMark' | 'deliveriesMark';
const PulseContext = createContext<Pulse | null>(null);

/** A list is read again at most this often, however busy the project is. */
const READ_AGAIN_MS = 1000;
/** A subscription that the server ended is asked for again after this long. */
const ASK_AGAIN_MS = 3000;

/** One subscription a page: what moved in the project, for whoever is below. */
export function PulseProvider({
  projectId,
  onEnd,
  children,
}: {
  readonly projectId: string;
  /** The server has ended the pulse: who asks may no longer be one to be told. */
  readonly onEnd: () => unknown;
  readonly children: ReactNode;
}) {
  const { data, error, restart } = useSubscription(ProjectPulseDocument, {
    variables: { projectId },
    onComplete: () => void onEnd(),
  });
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

/**
 * Calls `read` when one of the marks changes: soon for the first change, then at most once a second, never lost. What
 * changes while a read is under way is read after it: that read may have begun before the change.
 */
export function useReadAgain(marks: Mark | readonly Mark[], read: () => unknown): void {
  const pulse = useContext(PulseContext);
  const current = pulse
    ? [marks]
        .flat()
        .map((mark) => pulse[mark])
        .join()
    : undefined;
  const newest = useRef(read);
  const seen = useRef(current);
  const reader = useRef({ lastAt: 0, isReading: false, isStale: false, isGone: false });
  // Both synchronise with the server’s pulse.
  useEffect(() => {
    newest.current = read;
  });
  useEffect(() => {
    const state = reader.current;
    state.isGone = false;
    return () => void (state.isGone = true);
  }, []);
  useEffect(() => {
    // The first pulse after the page stands for all that changed since the page was read.
    if (current === undefined || current === seen.current) return;
    const state = reader.current;
    const wait = Math.max(0, state.lastAt + READ_AGAIN_MS - performance.now());
    const timer = setTimeout(() => {
      seen.current = current;
      state.isStale = true;
      void readWhileStale(state, () => newest.current());
    }, wait);
    return () => clearTimeout(timer);
  }, [current]);
}

type Reader = { lastAt: number; isReading: boolean; isStale: boolean; isGone: boolean };

async function readWhileStale(state: Reader, read: () => unknown): Promise<void> {
  if (state.isReading) return;
  state.isReading = true;
  while (state.isStale && !state.isGone) {
    state.isStale = false;
    state.lastAt = performance.now();
    try {
      await read();
    } catch (error) {
      // Whoever asked shows in its place that a request failed; the next change asks again.
      if (!isOfRequest(error)) reportError(error);
    }
  }
  state.isReading = false;
}
