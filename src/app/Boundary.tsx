/** Catches what goes wrong while drawing one part, so that the rest stays. Page, React. */
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './app.module.css';

interface BoundaryProps {
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly error: unknown;
}

export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const cause = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
    return (
      <div className={styles.boundary}>
        <Notice
          error={{ tag: 'invalid', message: 'This part of Umbra stopped.', hint: 'Try it again; what you did elsewhere is kept.', cause }}
        />
        <Button look="plain" onClick={() => this.setState({ error: null })}>
          Try again
        </Button>
      </div>
    );
  }
}
