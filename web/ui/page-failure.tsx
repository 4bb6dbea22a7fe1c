import { Component, type ReactNode } from 'react';
import { Failed } from './states';

type Props = { readonly children: ReactNode };

/** A page that fails while it is drawn says so in its place; what is around it stays, and leads elsewhere. */
export class PageFailure extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    const retry = (): void => this.setState({ hasFailed: false });
    return <Failed message="This page could not be drawn. Nothing was changed by that; try again." onRetry={retry} />;
  }
}
