import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Binning, layoutOfSchema, type Layout, type SeenProject } from '@handrail/shared/monitoring';
import type { LayoutLookup, NamedBinning } from './metric-buffer.js';

type Schemas = Pick<SeenProject, 'inputSchema' | 'outputSchema'>;
const KEPT = 5000;

/** The bins that values are counted into, by name; the same bins have the same name in every process. */
@Injectable()
export class MetricLayouts {
  private readonly known = new Map<string, NamedBinning>();

  /** What a schema fixes: the classes, the categories, the steps of a confidence. */
  of(schemas: Schemas): LayoutLookup {
    return (metric, part) => {
      const layout = layoutOfSchema(schemas, metric, part);
      return layout && this.named(layout);
    };
  }

  get(id: string): NamedBinning | undefined {
    return this.known.get(id);
  }

  private named(layout: Layout): NamedBinning {
    const id = createHash('sha256').update(JSON.stringify(layout)).digest('hex').slice(0, 32);
    const known = this.known.get(id);
    if (known) return known;
    if (this.known.size >= KEPT) this.known.clear();
    const fresh = { id, binning: new Binning(layout) };
    this.known.set(id, fresh);
    return fresh;
  }
}
