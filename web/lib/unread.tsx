import { Failed } from '../ui/states';
import { messageOf } from './problem';

type Props = {
  /** What is missing on the screen because of it. */
  readonly what: string;
  readonly query: {
    readonly error?: unknown;
    readonly data?: unknown;
    readonly previousData?: unknown;
    readonly refetch: () => Promise<unknown>;
  };
};

/** Says that a part could not be read, beside what is there all the same; nothing while there is something of it. */
export function Unread({ what, query: { error, data, previousData, refetch } }: Props) {
  if (error == null || (data ?? previousData) != null) return null;
  return <Failed message={`${what}: ${messageOf(error)}`} onRetry={() => void refetch()} />;
}
