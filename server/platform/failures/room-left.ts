import { statfsSync } from 'node:fs';

/** PostgreSQL writes its log in pieces of 16 MB; where there is no room for the next it stops, and cannot start again. */
const LEAST_BYTES = 16 * 1024 * 1024;

let folder: string | undefined;

/** The database of this process lives there: where it is away, the disk may be why. */
export function watchRoom(dataFolder: string): void {
  folder = dataFolder;
}

/** Whether the disk of this process's own database is full; false where it is elsewhere, or not known. */
export function isRoomGone(of: string | undefined = folder): boolean {
  if (of === undefined) return false;
  try {
    const { bavail, bsize } = statfsSync(of);
    return bavail * bsize < LEAST_BYTES;
  } catch {
    // A folder that cannot be looked at says nothing of its disk; the database's own words are told then.
    return false;
  }
}
