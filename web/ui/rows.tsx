import type { KeyboardEvent } from 'react';
import { commandKeyOf, isTypingTarget } from './keyboard';

/**
 * Keyboard movement over the rows of a table's body: arrows or j and k, Home and End; Enter opens. Put the first on the
 * body, the second on each row.
 */
export const rowKeys = {
  onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (isTypingTarget(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 }[
      commandKeyOf({ key: event.key, code: event.code })
    ];
    const row = next === undefined ? undefined : rows[next];
    if (!row) return;
    event.preventDefault();
    row.focus();
  },
};

export function rowProps(onOpen?: () => void) {
  return {
    'data-row': true,
    tabIndex: 0,
    ...(onOpen && {
      className: 'row-button',
      onClick: onOpen,
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.key === 'Enter') onOpen();
      },
    }),
  };
}
