import type { DatasetColumn, Protection } from '@handrail/shared/datasets';
import type { InputSchema } from '@handrail/shared/schema';
import { invalid } from '../../platform/http/index.js';
import type { ExportChoice } from '../exports/export-choice.js';

export type MediaField = { readonly name: string; readonly kind: 'image' | 'audio' };
/** Fields whose media are packed, and those whose are not, with the reason. */
export type MediaFields = {
  readonly packed: readonly MediaField[];
  readonly left: readonly { readonly field: string; readonly reason: string }[];
};

type Source = {
  readonly inputSchema: InputSchema;
  readonly protection: Readonly<Record<string, Protection>>;
  readonly columns: readonly DatasetColumn[];
};

/** Media that an archive may hold: of fields that the file itself holds as they are. */
export function mediaFields({ inputSchema, protection, columns }: Source): MediaFields {
  const hasInput = columns.some(({ name }) => name === 'input');
  const packed: MediaField[] = [];
  const left: { field: string; reason: string }[] = [];
  for (const { name, type } of inputSchema.fields) {
    if (type !== 'image-url' && type !== 'audio-url') continue;
    const way = (Object.hasOwn(protection, name) ? protection[name] : undefined) ?? 'keep';
    if (way !== 'keep') left.push({ field: name, reason: LEFT[way] });
    else if (!hasInput) left.push({ field: name, reason: 'the column input was not chosen' });
    else packed.push({ name, kind: type === 'image-url' ? 'image' : 'audio' });
  }
  return { packed, left };
}

const LEFT: Readonly<Record<Exclude<Protection, 'keep'>, string>> = {
  drop: 'protected: the version leaves the field out',
  hash: 'protected: the version has a code in its place',
  mask: 'protected: the version has it masked',
};

/** @throws ProblemError `invalid` naming why this file has no media that could lie beside it. */
export function assertHasMedia({ format, compression, columns }: ExportChoice, context: Source): void {
  const refuse = (detail: string): never => {
    throw invalid('There is nothing to pack beside this file.', [{ pointer: '/media', detail }]);
  };
  if (format.isFolder && compression !== null)
    refuse(`is for data.${format.extension} as it is; it is an archive itself`);
  const { packed, left } = mediaFields({ ...context, columns: columns ?? context.columns });
  if (packed.length > 0) return;
  const why = left.map(({ field, reason }) => `${field} (${reason})`).join(', ');
  refuse(left.length === 0 ? 'the cases have no pictures and no recordings' : `no field’s media may leave: ${why}`);
}
