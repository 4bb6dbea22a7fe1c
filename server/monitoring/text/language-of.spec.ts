import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, UNKNOWN_LANGUAGE } from '@handrail/shared/monitoring';
import { languageOf } from './language-of.js';

/** One short complaint, in many languages. */
const SAID: readonly (readonly [string, string])[] = [
  ['English', 'The delivery arrived two days late and the box was damaged on one side.'],
  ['German', 'Die Lieferung kam zwei Tage zu spät an und der Karton war an einer Seite beschädigt.'],
  ['French', 'La livraison est arrivée avec deux jours de retard et le carton était abîmé.'],
  ['Spanish', 'El envío llegó dos días tarde y la caja estaba dañada por un lado.'],
  ['Portuguese', 'A entrega chegou com dois dias de atraso e a caixa estava danificada de um lado.'],
  ['Italian', 'La consegna è arrivata con due giorni di ritardo e la scatola era rovinata.'],
  ['Dutch', 'De levering kwam twee dagen te laat en de doos was aan één kant beschadigd.'],
  ['Polish', 'Dostawa przyszła dwa dni później, a pudełko było uszkodzone z jednej strony.'],
  ['Czech', 'Zásilka dorazila o dva dny později a krabice byla na jedné straně poškozená. Prosím o novou.'],
  ['Swedish', 'Leveransen kom två dagar för sent och kartongen var skadad på ena sidan.'],
  ['Turkish', 'Teslimat iki gün geç geldi ve kutunun bir tarafı hasar görmüştü.'],
  ['Russian', 'Доставка пришла на два дня позже, и коробка была повреждена с одной стороны. Прошу прислать новую.'],
  ['Bulgarian', 'Доставката пристигна с два дни закъснение и кутията беше повредена от едната страна.'],
  ['Ukrainian', 'Доставка прийшла на два дні пізніше, а коробка була пошкоджена з одного боку.'],
  ['Arabic', 'وصلت الشحنة متأخرة يومين وكان الصندوق متضررا من جهة واحدة.'],
  ['Japanese', '荷物は二日遅れて届き、箱の片側が壊れていました。'],
  ['Chinese', '货物晚到了两天，箱子的一侧也损坏了。'],
  ['Korean', '배송이 이틀 늦게 도착했고 상자의 한쪽이 손상되어 있었습니다.'],
  ['Hindi', 'डिलीवरी दो दिन देर से आई और डिब्बा एक तरफ से टूटा हुआ था।'],
  ['Vietnamese', 'Hàng giao trễ hai ngày và chiếc hộp bị hư một bên.'],
  ['Romanian', 'Livrarea a ajuns cu două zile întârziere, iar cutia era deteriorată pe o parte.'],
  ['Hungarian', 'A szállítmány két nappal később érkezett, és a doboz egyik oldala megsérült.'],
  ['Greek', 'Η παράδοση έφτασε δύο μέρες αργότερα και το κουτί ήταν κατεστραμμένο.'],
  ['Indonesian', 'Kiriman datang terlambat dua hari dan kotaknya rusak di satu sisi.'],
];

describe('languageOf', () => {
  it.each(SAID)('tells %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each(['', 'Re: invoice', 'OK thanks', '4711 0815 12:30', 'https://a.example/b?c=d '.repeat(20), '壊れた'])(
    'guesses nothing of %j',
    (text) => {
      expect(languageOf(text)).toBe(UNKNOWN_LANGUAGE);
    },
  );

  it('is not led astray by headers and addresses', () => {
    const headers = 'Date: Wed, 21 Aug 2002 10:54:46 -0500\nMessage-ID: <someone@a.example>\n\n';
    expect(languageOf(headers + SAID[1]?.[1])).toBe('German');
  });

  it('answers one of the languages or unknown, whatever the text', () => {
    const known: readonly string[] = [...LANGUAGES, UNKNOWN_LANGUAGE];
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => known.includes(languageOf(text))));
  });
});
