import { placesOf, VocabularyMaker, type Add, type Vocabulary } from '@handrail/shared/monitoring';
import { languageOf } from './language-of.js';
import { textsOf } from './observe-texts.js';

/** Texts of a field: enough to know its words, at most 6 MB of places. */
const MOST = 5000;

type Seen = Parameters<typeof textsOf>[0] & { readonly segment: string | null };
type Field = { readonly maker: VocabularyMaker; readonly texts: { segment: string | null; places: Uint32Array }[] };

/** What the texts of a reference tell: languages at once, new words when all texts are known, each against all others. */
export class CollectTexts {
  private readonly fields = new Map<string, Field>();

  take(seen: Seen, add: Add): void {
    for (const { part, text } of textsOf(seen)) {
      let field = this.fields.get(part);
      if (!field) this.fields.set(part, (field = { maker: new VocabularyMaker(), texts: [] }));
      if (field.texts.length >= MOST) continue;
      add('input.language', part, languageOf(text));
      const places = placesOf(text);
      field.maker.add(places);
      field.texts.push({ segment: seen.segment, places: Uint32Array.from(places) });
    }
  }

  /** Gives the words of each field. */
  finish(addOf: (segment: string | null) => Add): Map<string, Vocabulary> {
    for (const [part, { maker, texts }] of this.fields)
      for (const { segment, places } of texts)
        addOf(segment)('input.new_words', part, maker.newShareWithout([...places]));
    return new Map([...this.fields].map(([part, { maker }]) => [part, maker.vocabulary()]));
  }
}
