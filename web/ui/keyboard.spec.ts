import { expect, it } from 'vitest';
import { commandKeyOf } from './keyboard';

it.each([
  ['s', 'KeyS', 's'],
  ['S', 'KeyS', 's'],
  ['ы', 'KeyS', 's'],
  ['Ы', 'KeyS', 's'],
  ['ש', 'KeyA', 'a'],
  ['υ', 'KeyY', 'y'],
  // A Latin layout means what it types, wherever the key stands.
  ['a', 'KeyQ', 'a'],
  ['é', 'KeyE', 'é'],
  ['.', 'Slash', '/'],
  [',', 'Slash', '?'],
  ['-', 'Slash', '-'],
  ['Enter', 'Enter', 'Enter'],
  ['F1', 'F1', 'F1'],
])('the key %s at %s means %s', (key, code, means) => expect(commandKeyOf({ key, code })).toBe(means));
