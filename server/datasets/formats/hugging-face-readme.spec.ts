import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { outputSchemaSchema } from '@handrail/shared/schema';
import { huggingFaceReadme } from './hugging-face-readme.js';
import { sampleVersion } from './sample.support.js';

/** What YAML 1.1 takes in a text on one line (5.1, 5.4): neither characters that it has not, nor its other ends of lines. */
const UNREADABLE = /[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
const UNSEEN = [
  ...Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).slice(1),
  '\x7f',
  ...Array.from({ length: 0x20 }, (_, at) => String.fromCharCode(0x80 + at)),
  ...['\u00a0', '\u00ad', '\u200b', '\u2028', '\u2029', '\u202e', '\u3000', '\ufeff', '\ufdd0', '\ufffe', '\uffff'],
  ...['\u{e0001}', '\u{f0000}', '\u{1fffe}', '\u{10ffff}'],
];
const SEEN = [
  'plain',
  'a "b" \\ c',
  '\\u007f',
  '🙂 𝒳',
  'naïve, ½ €',
  ': - # & * ! | > % @ `',
  '---',
  'null',
  '~',
  '1.0',
];

describe('the head of a Hugging Face folder', () => {
  it('has every label and name so that YAML reads exactly it', () => {
    const values = [...SEEN, ...UNSEEN.flatMap((char) => [`a${char}b`, `${char} ${char}.`])];
    const outputSchema = outputSchemaSchema.parse({ kind: 'label', labels: values.map((value) => ({ value })) });
    const { context } = sampleVersion('label', [], tmpdir());
    for (const name of ['a\x7fb', '\u0085', `x${UNSEEN.join('')}`]) {
      const readme = huggingFaceReadme({ ...context, outputSchema, name }, []);
      const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(readme) ?? [];
      expect(UNREADABLE.exec(head)).toBeNull();
      const read = parse(head) as { pretty_name: string; dataset_info: { features: Feature[] } };
      expect(read.pretty_name).toBe(name);
      const label = read.dataset_info.features.find((feature) => feature.name === 'label');
      expect(Object.values(label?.dtype.class_label.names ?? {})).toEqual(values);
    }
  });
});

type Feature = { name: string; dtype: { class_label: { names: Record<string, string> } } };
