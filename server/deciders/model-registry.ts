import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/index.js';
import { decodeModel, type LinearTextModel } from './linear-text-model.js';

export type ModelVersionRow = {
  id: string;
  name: string;
  version: number;
  kind: string;
  metrics: unknown;
  trained_on: number;
  created_at: Date;
};

const MAX_LOADED = 8;

/** The project's model versions; the last few used are kept loaded (a few megabytes each). Versions never change. */
@Injectable()
export class ModelRegistry {
  private readonly loaded = new Map<string, Promise<LinearTextModel | undefined>>();

  constructor(private readonly database: Database) {}

  /** The model behind `name@version`; undefined when the project has none of that name. */
  async load(projectId: string, reference: string): Promise<LinearTextModel | undefined> {
    const key = `${projectId} ${reference}`;
    const kept = this.loaded.get(key) ?? this.read(projectId, reference);
    this.loaded.delete(key);
    this.loaded.set(key, kept);
    const oldest = this.loaded.keys().next().value;
    if (this.loaded.size > MAX_LOADED && oldest !== undefined) this.loaded.delete(oldest);
    const model = await kept.catch((error: unknown) => {
      this.loaded.delete(key);
      throw error;
    });
    if (!model) this.loaded.delete(key);
    return model;
  }

  async list(projectId: string): Promise<ModelVersionRow[]> {
    return this.database.query<ModelVersionRow>(
      `select id, name, version, kind, metrics, trained_on, created_at from model_version
        where project_id = $1 order by created_at desc limit 200`,
      [projectId],
    );
  }

  private async read(projectId: string, reference: string): Promise<LinearTextModel | undefined> {
    const at = reference.lastIndexOf('@');
    const version = Number(reference.slice(at + 1));
    if (at <= 0 || !Number.isInteger(version)) return undefined;
    const [row] = await this.database.query<{ artifact: Buffer }>(
      'select artifact from model_version where project_id = $1 and name = $2 and version = $3',
      [projectId, reference.slice(0, at), version],
    );
    return row && decodeModel(row.artifact);
  }
}
