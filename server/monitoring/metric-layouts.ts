import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Binning, layoutOfSchema, type Layout, type SeenProject } from '@handrail/shared/monitoring';
import type { LayoutLookup, NamedBinning } from './metric-buffer.js';

type Seen = Pick<SeenProject, 'id' | 'inputSchema' | 'outputSchema'>;
const KEPT = 5000;
type Lookups = Map<string, LayoutLookup>;

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

/** The lookup of this name, made where there is none. */
function kept(lookups: Lookups, name: string, make: () => LayoutLookup): LayoutLookup {
  const known = lookups.get(name);
  if (known) return known;
  if (lookups.size >= KEPT) lookups.clear();
  const remembered = new Map<string, ReturnType<LayoutLookup>>();
  const look = make();
  const lookup: LayoutLookup = (metric, part) => {
    const key = keyOf(metric, part);
    let found = remembered.get(key);
    if (found === undefined) remembered.set(key, (found = look(metric, part)));
    return found;
  };
  lookups.set(name, lookup);
  return lookup;
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

  /** Lookups that are in use, so that who asks again while nothing has changed gets the same one. By the schemas read. */
  private ofSchemas = new WeakMap<Seen['inputSchema'], WeakMap<Seen['outputSchema'], Lookups>>();
  private ofFrozen: Lookups = new Map();

  /** What a schema fixes (classes, categories, the steps of a confidence), else what was frozen with the decider. */
  of(project: Seen, decider: string): LayoutLookup {
    const { id, inputSchema, outputSchema } = project;
    const byOutput = this.ofSchemas.get(inputSchema) ?? new WeakMap<Seen['outputSchema'], Lookups>();
    this.ofSchemas.set(inputSchema, byOutput);
    const lookups = byOutput.get(outputSchema) ?? new Map<string, LayoutLookup>();
    byOutput.set(outputSchema, lookups);
    return kept(lookups, keyOf(id, decider), () => {
      const frozen = this.frozenOf(id, decider);
      return (metric, part) => {
        const layout = layoutOfSchema({ inputSchema, outputSchema }, metric, part);
        return layout ? this.named(layout) : frozen(metric, part);
      };
    });
  }

  frozenOf(projectId: string, decider: string): LayoutLookup {
    return kept(
      this.ofFrozen,
      keyOf(projectId, decider),
      () => (metric, part) =>
        this.frozen.get(keyOf(projectId, decider, metric, part)) ??
        this.frozen.get(keyOf(projectId, LATEST, metric, part)) ??
        null,
    );
  }

  /** From now on values are counted on these bins. Give the oldest first. */
  learn({ projectId, decider, metric, part, layout }: FrozenLayout): void {
    const named = this.named(layout);
    this.frozen.set(keyOf(projectId, decider, metric, part), named);
    this.frozen.set(keyOf(projectId, LATEST, metric, part), named);
    this.ofSchemas = new WeakMap();
    this.ofFrozen = new Map();
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
