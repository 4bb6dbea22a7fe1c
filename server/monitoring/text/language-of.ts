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
/** Letters that Russian has and Bulgarian, which trigrams of short texts take it for, has not. */
const NOT_BULGARIAN = /[ыэё]/iu;
const WITHOUT_BULGARIAN = CODES.filter((code) => code !== 'bul');
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
  const only = NOT_BULGARIAN.test(words) ? WITHOUT_BULGARIAN : CODES;
  const [best, second] = francAll(words, { only, minLength: 1 });
  const lead = words.length < SHORT ? LEAD.short : LEAD.long;
  if (!best || (second && best[1] - second[1] < lead)) return UNKNOWN_LANGUAGE;
  return BY_CODE[best[0]] ?? UNKNOWN_LANGUAGE;
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
