import { own } from '@handrail/shared/schema';
import { placesOf, type Add, type SeenProject, type Vocabulary } from '@handrail/shared/monitoring';
import { languageOf } from './language-of.js';

type Seen = { readonly project: Pick<SeenProject, 'inputSchema'>; readonly input: Readonly<Record<string, unknown>> };

/** The text of each text field that has one. */
export function textsOf({ project, input }: Seen): { readonly part: string; readonly text: string }[] {
  return project.inputSchema.fields.flatMap(({ name, type }) => {
    const text = type === 'text' ? own(input, name) : undefined;
    return typeof text === 'string' ? [{ part: name, text }] : [];
  });
}

/**
 * What the texts of a case tell besides their length: shares and names of languages, nothing of what they say. Takes about
 * 0.2 ms a text, so callers take a sample.
 */
export function observeTexts(
  texts: ReturnType<typeof textsOf>,
  vocabularyOf: (part: string) => Vocabulary | undefined,
  add: Add,
): void {
  for (const { part, text } of texts) {
    add('input.language', part, languageOf(text));
    const vocabulary = vocabularyOf(part);
    if (vocabulary) add('input.new_words', part, vocabulary.newShare(placesOf(text)));
  }
}
