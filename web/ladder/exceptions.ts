import { isolated } from '../ui/visible-text';
/** A threshold for one class, one segment, or one class of one segment; null means all. */
export type Exception = { readonly segment: string | null; readonly label: string | null; readonly threshold: number };
type Thresholds = {
  readonly classThresholds: readonly { readonly name: string; readonly threshold: number }[];
  readonly segmentThresholds: unknown;
};
type OfSegment = { global?: number; perClass?: Record<string, number> };

/** The thresholds beside the global one, as a list; the more particular ones later. */
export function exceptionsOf({ classThresholds, segmentThresholds }: Thresholds): Exception[] {
  const ofClasses = classThresholds.map(({ name, threshold }) => ({ segment: null, label: name, threshold }));
  const ofSegments = Object.entries((segmentThresholds ?? {}) as Record<string, OfSegment>).flatMap(
    ([segment, { global, perClass = {} }]): Exception[] => [
      ...(global === undefined ? [] : [{ segment, label: null, threshold: global }]),
      ...Object.entries(perClass).map(([label, threshold]) => ({ segment, label, threshold })),
    ],
  );
  return [...ofClasses, ...ofSegments];
}

/** The list as a policy stores it; the inverse of `exceptionsOf`. */
export function thresholdsOf(exceptions: readonly Exception[]) {
  const classThresholds: { name: string; threshold: number }[] = [];
  const segmentThresholds = new Map<string, { global?: number; perClass: Map<string, number> }>();
  for (const { segment, label, threshold } of exceptions) {
    if (segment === null) {
      if (label !== null) classThresholds.push({ name: label, threshold });
      continue;
    }
    const ofSegment = segmentThresholds.get(segment) ?? { perClass: new Map<string, number>() };
    segmentThresholds.set(segment, ofSegment);
    if (label === null) ofSegment.global = threshold;
    else ofSegment.perClass.set(label, threshold);
  }
  const plain = [...segmentThresholds].map(
    ([segment, { perClass, ...global }]) => [segment, { ...global, perClass: Object.fromEntries(perClass) }] as const,
  );
  return { classThresholds, segmentThresholds: Object.fromEntries(plain) };
}

/** What the exception is for, in words. */
export function nameOf({ segment, label }: Pick<Exception, 'segment' | 'label'>): string {
  if (segment === null) return isolated(label ?? 'all cases');
  return label === null ? `segment ${isolated(segment)}` : `${isolated(label)} in segment ${isolated(segment)}`;
}
