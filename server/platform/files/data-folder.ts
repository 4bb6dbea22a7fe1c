import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** `HANDRAIL_DATA_DIR`. Not shared between machines: whoever reads a file here must be able to do without. */
export class DataFolder {
  constructor(private readonly root: string) {}

  /** The folder of this name, made when it is first asked for; only this user can enter. */
  folder(name: string): string {
    const path = join(this.root, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  }
}
