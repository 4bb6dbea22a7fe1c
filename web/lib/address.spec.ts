import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hrefOf, matchPath, readSearch, writeSearch } from './address.js';

describe('matchPath', () => {
  it.each([
    ['/', '/', {}],
    ['/p/$slug', '/p/mails', { slug: 'mails' }],
    ['/p/$slug', '/p/mails/', { slug: 'mails' }],
    ['/p/$slug/review', '/p/mails/review', { slug: 'mails' }],
    ['/p/$slug/deciders/$name', '/p/a%20b/deciders/x%2Fy', { slug: 'a b', name: 'x/y' }],
    ['/p/$slug', '/p/50%', { slug: '50%' }],
    ['/p/$constructor', '/p/__proto__', { constructor: '__proto__' }],
  ])('%s takes %s', (pattern, path, params) => expect(matchPath(pattern, path)).toEqual(params));

  it.each([
    ['/', '/p'],
    ['/p/$slug', '/p'],
    ['/p/$slug', '/p/a/b'],
    ['/p/$slug/review', '/p/a/ladder'],
  ])('%s does not take %s', (pattern, path) => expect(matchPath(pattern, path)).toBeNull());
});

describe('hrefOf', () => {
  const here = { path: '/p/mails/decisions', search: { q: 'rent', page: 2 } };
  it.each([
    [{ to: '/p/$slug/ladder', params: { slug: 'mails' } }, '/p/mails/ladder'],
    [{ to: '/p/$slug', params: { slug: 'a/b ü' } }, '/p/a%2Fb%20%C3%BC'],
    [{ to: '/p/mails/deciders/a%2Fb' }, '/p/mails/deciders/a%2Fb'],
    [{ to: '/', search: {} }, '/'],
    [{ to: '.', search: { case: 'x' } }, '/p/mails/decisions?case=x'],
    [{ to: '.' }, '/p/mails/decisions'],
    [{ to: '.', search: (before: object) => ({ ...before, page: undefined }) }, '/p/mails/decisions?q=rent'],
    [{ to: '/new', search: { step: 2 } }, '/new?step=2'],
  ])('%j', (place, href) => expect(hrefOf(place, here)).toBe(href));
});

describe('what stands behind the question mark', () => {
  it.each([
    ['?challenger=new%401&champion=old%401', { challenger: 'new@1', champion: 'old@1' }],
    ['?from=2026-02-01T00:00:00Z', { from: '2026-02-01T00:00:00Z' }],
    ['?step=2&open=true', { step: 2, open: true }],
    ['?q=a+b%20c', { q: 'a b c' }],
    ['?q=%22123%22', { q: '123' }],
    ['?min=0.60&q=1e3&id=9007199254740993', { min: '0.60', q: '1e3', id: '9007199254740993' }],
    ['?q=%', { q: '%' }],
    ['', {}],
  ])('%s is read', (text, search) => expect(readSearch(text)).toEqual(search));

  it('comes back as it was written, whatever people look for', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('1', 'true', 'null', '"', '[]', '1e3', ''),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(anything, fc.boolean(), fc.integer())),
        (search) => {
          expect(readSearch(writeSearch(search))).toEqual({ ...search });
        },
      ),
    );
  });
});
