import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component, type ComponentType, type ReactNode } from 'react';
import { ErrorPanel } from './error-panel.js';

interface BoundaryProps {
  readonly children: ReactNode;
  /** When this changes, the region is tried anew by itself (a step to another page). */
  readonly resetKey?: string;
  readonly onReset?: () => void;
  /** How the failure is shown; a panel unless told. */
  readonly shown?: ComponentType<{ readonly error: unknown; readonly onRetry?: (() => void) | undefined }>;
}

class Boundary extends Component<BoundaryProps, { readonly error: unknown; readonly failed: boolean }> {
  override state = { error: undefined as unknown, failed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true };
  }

  override componentDidUpdate(before: BoundaryProps) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.retry();
  }

  readonly retry = () => {
    this.props.onReset?.();
    this.setState({ error: undefined, failed: false });
  };

  override render() {
    const Shown = this.props.shown ?? ErrorPanel;
    return this.state.failed ? <Shown error={this.state.error} onRetry={this.retry} /> : this.props.children;
  }
}

/** One region of a page: when it fails, the rest stays, and the region offers to try again. */
export const ErrorBoundary = (props: Omit<BoundaryProps, 'onReset'>) => (
  <QueryErrorResetBoundary>{({ reset }) => <Boundary {...props} onReset={reset} />}</QueryErrorResetBoundary>
);
