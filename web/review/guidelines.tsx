import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';

const PLUGINS = [remarkGfm];

/** The guidelines as they were written: Markdown with tables. Raw HTML in them is text. */
export function Guidelines({ text }: { readonly text: string }) {
  return <Markdown remarkPlugins={PLUGINS}>{text}</Markdown>;
}
