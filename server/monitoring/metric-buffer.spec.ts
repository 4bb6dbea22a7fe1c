import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Binning } from '@handrail/shared/monitoring';
import { MetricBuffer, OTHER, type LayoutLookup } from './metric-buffer.js';

const NOW = Date.UTC(2026, 0, 5, 12);
const place = { projectId: 'p', segment: 'mail', decider: 'm@1', level: 'FULL_AUTOMATION', at: NOW };
const none: LayoutLookup = () => null;
const cellsOf = (buffer: MetricBuffer) =>
  buffer.takeDirty().map(({ series: { metric, part, segment, layout }, cell: { count } }) => ({
    ...{ metric, part, segment, layout, count },
  }));

describe('what is counted in memory', () => {
  it('is a cell a place, metric and part, taken once for each change', () => {
    const buffer = new MetricBuffer();
    const add = buffer.adder(place, NOW, none);
    add('software.latency', 'store', 3);
    buffer.adder({ ...place }, NOW, none)('software.latency', 'store', 4);
    add('software.latency', 'route', 1);
    buffer.adder({ ...place, segment: 'chat' }, NOW, none)('input.cases', '', 1);
    const plain = { layout: '', segment: 'mail', metric: 'software.latency' };
    expect(cellsOf(buffer)).toEqual([
      { ...plain, part: 'store', count: 2 },
      { ...plain, part: 'route', count: 1 },
      { ...plain, metric: 'input.cases', segment: 'chat', part: '', count: 1 },
    ]);
    expect(cellsOf(buffer)).toEqual([]);
    add('software.latency', 'route', 2);
    expect(cellsOf(buffer)).toEqual([{ ...plain, part: 'route', count: 2 }]);
  });

  it('puts names beyond the bound together, and makes room for others the next day', () => {
    const buffer = new MetricBuffer();
    const tell = (segment: string, at: number): void =>
      buffer.adder({ ...place, segment, at }, at, none)('input.cases', '', 1);
    for (let index = 0; index < 25; index += 1) tell(`s${index}`, NOW);
    tell('s3', NOW);
    const counts = new Map(cellsOf(buffer).map(({ segment, count }) => [segment, count]));
    expect(counts.size).toBe(21);
    expect([counts.get(OTHER), counts.get('s3'), counts.get('s19')]).toEqual([5, 2, 1]);
    tell('s24', NOW + 86_400_000);
    expect(cellsOf(buffer).map(({ segment }) => segment)).toEqual(['s24']);
  });

  const on = (id: string): LayoutLookup => {
    const binning = new Binning({ kind: 'numeric', edges: [1], min: 0, max: 2 });
    return () => ({ id, binning });
  };

  it('begins anew where bins change, and still stores what was counted on those before', () => {
    const buffer = new MetricBuffer();
    const [old, fresh] = [on('old'), on('new')];
    for (const lookup of [old, old, fresh]) buffer.adder(place, NOW, lookup)('input.value', 'amount', 1);
    expect(cellsOf(buffer).map(({ layout, count }) => [layout, count])).toEqual([
      ['new', 1],
      ['old', 2],
    ]);
  });

  it('goes on with the same cell where a reference is frozen on bins that the schema fixes', () => {
    const buffer = new MetricBuffer();
    buffer.adder(place, NOW, on('fixed'))('output.confidence', '', 0.5);
    buffer.takeDirty();
    buffer.adder(place, NOW, on('fixed'))('output.confidence', '', 0.5);
    expect(cellsOf(buffer).map(({ layout, count }) => [layout, count])).toEqual([['fixed', 2]]);
  });

  it('stores every value once under the bins it was counted on, however bins come, go and come back between flushes', () => {
    const layouts = ['a', 'b', ''];
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('count' as const), part: fc.constantFrom('x', 'y') }) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('change' as const), layout: fc.constantFrom(...layouts) }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('flush' as const), isLost: fc.boolean() }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const buffer = new MetricBuffer();
        // As the database does: a writer's row of a series is replaced.
        const stored = new Map<string, number>();
        const counted = new Map<string, number>();
        let [layout, lookup] = ['', none];
        const flush = (isLost: boolean): void => {
          const dirty = buffer.takeDirty();
          const rows = dirty.map(
            ({ series, writer, cell }) => [`${series.part} ${series.layout} ${writer}`, cell] as const,
          );
          expect(new Set(rows.map(([key]) => key)).size).toBe(rows.length);
          if (isLost) buffer.keep(dirty);
          else for (const [key, { count }] of rows) stored.set(key, count);
        };
        for (const one of steps) {
          if (one.kind === 'flush') flush(one.isLost);
          else if (one.kind === 'change')
            [layout, lookup] = [one.layout, one.layout === '' ? () => null : on(one.layout)];
          else {
            buffer.adder(place, NOW, lookup)('input.value', one.part, 1);
            const key = `${one.part} ${layout}`;
            counted.set(key, (counted.get(key) ?? 0) + 1);
          }
        }
        flush(false);
        const sums = new Map<string, number>();
        for (const [key, count] of stored) {
          const series = key.slice(0, key.lastIndexOf(' '));
          sums.set(series, (sums.get(series) ?? 0) + count);
        }
        expect(sums).toEqual(counted);
      }),
    );
  });

  it('is let go when it is stored and over, and gives back what it took', () => {
    const buffer = new MetricBuffer();
    buffer.adder(place, NOW, none)('input.cases', '', 1);
    expect(buffer.size).toBeGreaterThan(0);
    const later = NOW + 10 * 60_000;
    buffer.forgetIdle(later);
    expect(buffer.size).toBeGreaterThan(0);
    const taken = buffer.takeDirty();
    buffer.keep(taken);
    buffer.forgetIdle(later);
    expect(cellsOf(buffer)).toHaveLength(1);
    buffer.forgetIdle(later);
    expect(buffer.size).toBe(0);
    buffer.adder(place, later, none)('input.cases', '', 1);
    expect(cellsOf(buffer).map(({ count }) => count)).toEqual([1]);
  });
});
