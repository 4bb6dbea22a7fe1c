/**
 * The JSX runtime of every module of the page, libraries included (see vite.config.ts): React's, but a bidirectional
 * control that somebody wrote is never handed to an element of the page, neither as text nor in what is read aloud or
 * shown on hover. What a field holds (`value`) stays as it is.
 */
import type { ElementType, Key, ReactElement } from 'react';
import { Fragment, jsx as reactJsx, jsxs as reactJsxs } from 'react/jsx-runtime';
import { visibleText } from './visible-text';

export { Fragment };

type Props = Readonly<Record<string, unknown>>;

/** The attributes that are shown or read aloud. */
const SHOWN = [
  'title',
  'alt',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
] as const;

export function jsx(type: ElementType, props: Props, key?: Key): ReactElement {
  return reactJsx(type, typeof type === 'string' ? drawnProps(props) : props, key);
}

export function jsxs(type: ElementType, props: Props, key?: Key): ReactElement {
  return reactJsxs(type, typeof type === 'string' ? drawnProps(props) : props, key);
}

/** The same object where nothing has to be shown otherwise. */
export function drawnProps(props: Props): Props {
  const changed: Record<string, unknown> = {};
  for (const name of SHOWN) {
    const value = props[name];
    if (typeof value === 'string' && visibleText(value) !== value) changed[name] = visibleText(value);
  }
  const children = drawnChildren(props['children']);
  if (children !== props['children']) changed['children'] = children;
  return Object.keys(changed).length === 0 ? props : { ...props, ...changed };
}

function drawnChildren(children: unknown): unknown {
  if (typeof children === 'string') return visibleText(children);
  if (!Array.isArray(children)) return children;
  const drawn = children.map(drawnChildren);
  return drawn.some((each, index) => each !== children[index]) ? drawn : children;
}
