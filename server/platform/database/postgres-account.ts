import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

/** The account that runs the database. */
export type Account = { readonly uid: number; readonly gid: number };

const NAME = 'postgres';

/**
 * PostgreSQL refuses to run as root: gives the account to run it as then, making one where there is none; undefined for
 * a plain user, who runs it as themselves. Files that are there already (`data`) stay with whoever has them.
 *
 * @throws Error with what to do when there is no such account and no tool to make one.
 */
export function postgresAccount(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return ownerOf(data) ?? lookUp() ?? create();
}

function ownerOf(data: string): Account | undefined {
  if (!existsSync(data)) return undefined;
  const { uid, gid } = statSync(data);
  return uid === 0 ? undefined : { uid, gid };
}

function lookUp(): Account | undefined {
  try {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, NAME], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    // `id` exits with 1 for an unknown name: there is no such account yet.
    return undefined;
  }
}

function create(): Account {
  const attempts: readonly (readonly [string, readonly string[]])[] = [
    ['useradd', ['--system', '--no-create-home', '--user-group', '--shell', '/bin/false', NAME]],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', NAME]],
  ];
  const why: string[] = [];
  for (const [command, parameters] of attempts) {
    try {
      execFileSync(command, [...parameters], { stdio: 'ignore' });
    } catch (error) {
      // Not this system's tool, perhaps; the look-up below says whether any of them worked.
      why.push(error instanceof Error ? error.message : String(error));
    }
    const account = lookUp();
    if (account) return account;
  }
  throw new Error(
    `PostgreSQL does not run as root, and no account "${NAME}" could be made. Create one (useradd --system ${NAME}), run as a plain user, or give DATABASE_URL. (${why.join('; ')})`,
  );
}
