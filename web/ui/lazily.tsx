import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { Failed } from './states';

const CANNOT_LOAD =
  'This part of the page could not be loaded. Try again; if Handrail was updated meanwhile, reload the page.';

type Given = {
  /** What stands in its place until it is there. */
  readonly waiting?: ReactNode;
  /** What stands there when it could not be loaded. */
  readonly failed?: (retry: () => void) => ReactNode;
};

/**
 * A part of a page that is loaded when it is drawn for the first time. One that cannot be loaded (there is no connection)
 * says so in its place and can be asked for again; the rest of the page goes on.
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { waiting = null, failed = (retry: () => void) => <Failed message={CANNOT_LOAD} onRetry={retry} /> }: Given = {},
): ComponentType<Props> & { readonly preload: () => void } {
  // Loaded once for all places.
  let loaded: ComponentType<Props> | null = null;
  const ask = async (): Promise<ComponentType<Props>> => (loaded ??= await load());
  function Lazily(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    const [attempt, setAttempt] = useState(0);
    const [failedAttempt, setFailedAttempt] = useState(-1);
    // Synchronises with the server, which has the part.
    useEffect(() => {
      if (loaded) return;
      ask().then(
        (part) => setPart(() => part),
        () => {
          // What stands in its place says so.
          setFailedAttempt(attempt);
        },
      );
    }, [attempt]);
    if (Part) return <Part {...props} />;
    return failedAttempt === attempt ? failed(() => setAttempt(attempt + 1)) : waiting;
  }
  const preload = async (): Promise<void> => {
    try {
      await ask();
    } catch {
      // It is asked for again when it is drawn, and says then if it cannot be had.
      loaded = null;
    }
  };
  return Object.assign(Lazily, { preload: () => void preload() });
}
