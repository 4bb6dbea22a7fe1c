import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Binning, layoutOfSchema, type Layout, type SeenProject } from '@handrail/shared/monitoring';
import type { LayoutLookup, NamedBinning } from './metric-buffer.js';

type Seen = Pick<SeenProject, 'id' | 'inputSchema' | 'outputSchema'>;
const KEPT = 5000;

export type FrozenLayout = {
  readonly projectId: string;
  readonly decider: string;
  readonly metric: string;
  readonly part: string;
  readonly layout: Layout;
};

/** No decider has this name. */
const LATEST = '*';

function keyOf(...names: readonly string[]): string {
  return names.join('\0');
}

/** The same bins have the same name in every process, and as the database gives them back: it orders keys its own way. */
export function layoutId(layout: Layout): string {
  const { kind } = layout;
  const ordered =
    layout.kind === 'numeric'
      ? { kind, edges: layout.edges, min: layout.min, max: layout.max }
      : { kind, categories: layout.categories, rest: layout.rest };
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex').slice(0, 32);
}

/** The bins that values are counted into, by name; the same bins have the same name in every process. */
@Injectable()
export class MetricLayouts {
  private readonly known = new Map<string, NamedBinning>();

  /** By project, decider, metric and part; and for deciders without one, the latest of the project. */
  private readonly frozen = new Map<string, NamedBinning>();

  /** What a schema fixes (classes, categories, the steps of a confidence), else what was frozen with the decider. */
  of(project: Seen, decider: string): LayoutLookup {
    const frozen = this.frozenOf(project.id, decider);
    return (metric, part) => {
      const layout = layoutOfSchema(project, metric, part);
      return layout ? this.named(layout) : frozen(metric, part);
    };
  }

  frozenOf(projectId: string, decider: string): LayoutLookup {
    return (metric, part) =>
      this.frozen.get(keyOf(projectId, decider, metric, part)) ??
      this.frozen.get(keyOf(projectId, LATEST, metric, part)) ??
      null;
  }

  /** From now on values are counted on these bins. Give the oldest first. */
  learn({ projectId, decider, metric, part, layout }: FrozenLayout): void {
    const named = this.named(layout);
    this.frozen.set(keyOf(projectId, decider, metric, part), named);
    this.frozen.set(keyOf(projectId, LATEST, metric, part), named);
  }

  get(id: string): NamedBinning | undefined {
    return this.known.get(id);
  }

  private named(layout: Layout): NamedBinning {
    const id = layoutId(layout);
    const known = this.known.get(id);
    if (known) return known;
    if (this.known.size >= KEPT) this.known.clear();
    const fresh = { id, binning: new Binning(layout) };
    this.known.set(id, fresh);
    return fresh;
  }
}
