import { francAll } from 'franc-min';
import { UNKNOWN_LANGUAGE, type Language } from '@handrail/shared/monitoring';

const BY_CODE: Readonly<Record<string, Language>> = {
  ...{ arb: 'Arabic', bul: 'Bulgarian', cmn: 'Chinese', hrv: 'Croatian', ces: 'Czech', nld: 'Dutch', eng: 'English' },
  ...{ fra: 'French', deu: 'German', ell: 'Greek', heb: 'Hebrew', hin: 'Hindi', hun: 'Hungarian', ind: 'Indonesian' },
  ...{ ita: 'Italian', jpn: 'Japanese', kor: 'Korean', pes: 'Persian', pol: 'Polish', por: 'Portuguese' },
  ...{ ron: 'Romanian', rus: 'Russian', spa: 'Spanish', swe: 'Swedish', tha: 'Thai', tur: 'Turkish' },
  ...{ ukr: 'Ukrainian', vie: 'Vietnamese' },
};
const CODES = Object.keys(BY_CODE);
/** Letters that the Cyrillic languages other than these do not have; trigrams of short texts take one for another. */
const RUSSIAN = /[ыэё]/iu;
const UKRAINIAN = /[іїє]/iu;
const without = (...codes: readonly string[]): string[] => CODES.filter((code) => !codes.includes(code));
const WITHOUT_OTHERS = { russian: without('bul', 'ukr'), ukrainian: without('bul', 'rus') };
/** UTF-16 units: what is behind them is not looked at. */
const LOOKED_THROUGH = 2000;
/** Characters of words that are enough; more costs time and tells no more. */
const ENOUGH = 200;
/** Fewer characters of words are guessed wrongly too often; a character of these scripts tells more. */
const LEAST = { alphabet: 40, dense: 10 } as const;
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;
/** By how much the best must be ahead of the second, of 1: by more in a text of fewer characters than `SHORT`. */
const LEAD = { short: 0.1, long: 0.02 } as const;
const SHORT = 100;
/** Addresses, numbers, names of files and headers are of no language. */
const NO_WORD = /[\p{N}@_/\\=<>|]|\.\S/u;

/** The language of a text, by the trigrams of its first words; `unknown` rather than a guess. */
export function languageOf(text: string): Language {
  const words = wordsOf(text);
  const dense = words.match(DENSE)?.length ?? 0;
  if (dense < LEAST.dense && words.length < LEAST.alphabet) return UNKNOWN_LANGUAGE;
  const [best, second] = francAll(words, { only: candidatesFor(words), minLength: 1 });
  const lead = words.length < SHORT ? LEAD.short : LEAD.long;
  if (!best || (second && best[1] - second[1] < lead)) return UNKNOWN_LANGUAGE;
  return BY_CODE[best[0]] ?? UNKNOWN_LANGUAGE;
}

function candidatesFor(words: string): string[] {
  const [isRussian, isUkrainian] = [RUSSIAN.test(words), UKRAINIAN.test(words)];
  if (isRussian === isUkrainian) return CODES;
  return isRussian ? WITHOUT_OTHERS.russian : WITHOUT_OTHERS.ukrainian;
}

function wordsOf(text: string): string {
  let words = '';
  for (const word of text.slice(0, LOOKED_THROUGH).split(/\s+/u)) {
    if (NO_WORD.test(word)) continue;
    words += words === '' ? word : ` ${word}`;
    if (words.length >= ENOUGH) break;
  }
  return words.slice(0, 2 * ENOUGH);
}
