import { Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { codeOf, isolated, textParts } from './visible-text';

/** Text that somebody outside wrote: in its own direction, never wider than its place, its hidden signs in sight. */
export function UserText({ text }: { readonly text: string }): ReactNode {
  return (
    <bdi dir="auto" className="user-text">
      <WithSigns text={text} />
    </bdi>
  );
}

/**
 * The same in one line that is cut where it is too long: at the end of the text, whichever side that is. The whole of it is
 * in the title.
 */
export function UserLine({ text }: { readonly text: string }): ReactNode {
  return (
    <Text size="sm" truncate dir="auto" title={isolated(text)}>
      <WithSigns text={text} />
    </Text>
  );
}

/** The text with a mark in place of each control character that would turn the order of what is read. */
export function WithSigns({ text }: { readonly text: string }): ReactNode {
  return textParts(text).map(({ text: piece, isSign }, index) =>
    isSign ? (
      <span key={index} className="control-sign" title="A control character that changes the direction of the text">
        {codeOf(piece)}
      </span>
    ) : (
      <Fragment key={index}>{piece}</Fragment>
    ),
  );
}
