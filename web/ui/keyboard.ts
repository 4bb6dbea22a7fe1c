import { useEffect, useRef } from 'react';

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

/** Calls the newest `handler` for key presses of the page; a held key counts once, an open dialog has its own keys. */
export function usePageKeys(handler: (event: KeyboardEvent) => void): void {
  const newest = useRef(handler);
  // Synchronises with the window's key events, which live outside React.
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.repeat || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"]') && event.key !== 'Escape' && event.key !== '?') return;
      newest.current(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
