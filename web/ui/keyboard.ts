import { useEffect, useRef } from 'react';

/** What is open over the page and has keys of its own. */
const OVERLAYS = '[role="dialog"], [role="menu"], [role="listbox"]';

/** Whether keys belong to what is being typed in. */
export function isTypingTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type))
  );
}

/** Ctrl or Cmd alone: AltGr, which some systems report as Ctrl and Alt, types characters and commands nothing. */
export function isCommand(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.getModifierState('AltGraph');
}

/** Whether the key comes with something held that makes it another key than the one printed on a button. */
export function isModified(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
}

type KeyPress = { readonly key: string; readonly code: string };

/**
 * Which command a key means, whatever the layout and Caps Lock: a Latin letter is that letter, small; a letter of another
 * script is the one printed at its place on a Latin keyboard; the key beside the right Shift is “/” there and “?” with it.
 */
export function commandKeyOf({ key, code }: KeyPress): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  // Letters outside the Latin script: on such a layout no key types what is printed on our buttons.
  if (place !== undefined && /^\p{L}$/u.test(key) && !/\p{Script=Latin}/u.test(key)) return place.toLowerCase();
  if (code === 'Slash' && (key === '.' || key === ',')) return key === '.' ? '/' : '?';
  return key;
}

/** Calls the newest `handler` for key presses of the page; a held key counts once, what is open over it wins. */
export function usePageKeys(handler: (event: KeyboardEvent) => void): void {
  const newest = useRef(handler);
  // Synchronises with the window's key events, which live outside React.
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.repeat || event.isComposing || event.defaultPrevented) return;
      if (document.querySelector(OVERLAYS)) return;
      newest.current(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
