import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sealer } from './sealer.js';

const sealer = new Sealer('a secret of the installation');

describe('Sealer', () => {
  it('opens what it sealed, and never writes the same twice', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (context, text) => {
        const [one, two] = [sealer.seal(context, text), sealer.seal(context, text)];
        expect(sealer.open(context, one)).toBe(text);
        expect(one.equals(two)).toBe(false);
        if (text.length > 4) expect(one.includes(text)).toBe(false);
      }),
    );
  });

  it('does not open under another secret or context, nor after a changed byte', () => {
    const sealed = sealer.seal('a', 'token');
    expect(new Sealer('another secret, also long').open('a', sealed)).toBeUndefined();
    expect(sealer.open('b', sealed)).toBeUndefined();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(sealer.open('a', changed)).toBeUndefined();
    }
    expect(sealer.open('a', Buffer.alloc(0))).toBeUndefined();
  });
});
