import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What tells a process from a later one with the same number. */
export type ProcessIdentity = { readonly pid: number; readonly started: string };

/** The identity of a living process; undefined when there is none, or only a dead one that its parent has not buried. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (!isAlive(pid)) return undefined;
  const started = startedOnLinux(pid) ?? lineOfPs(pid, 'lstart');
  return started === undefined || started === '' ? undefined : { pid, started };
}

/** The program and arguments of a living process; empty when it is gone. */
export function commandOf(pid: number): string {
  if (!isAlive(pid)) return '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // No /proc on this system, or the process has just gone.
    return lineOfPs(pid, 'command') ?? '';
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Clock ticks since the boot, and which boot: process numbers come round again, these do not. */
function startedOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    // No /proc on this system, or the process has just gone.
    return undefined;
  }
}

function lineOfPs(pid: number, column: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    // `ps` exits with 1 where there is no such process.
    return undefined;
  }
}
