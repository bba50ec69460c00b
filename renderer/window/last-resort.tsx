import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import styles from './last-resort.module.css';

/**
 * Catches a fault of ours while drawing, so that it takes down one part and not the window. What was edited is kept: the store lives outside.
 * A class because React has no other way to catch.
 */
export class LastResort extends Component<{ readonly where: string; readonly children: ReactNode }, { readonly fault: Error | null }> {
  override state: { readonly fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: unknown): { fault: Error } {
    return { fault: fault instanceof Error ? fault : new Error(String(fault)) };
  }

  override componentDidCatch(fault: Error, info: ErrorInfo): void {
    console.error(`The ${this.props.where} could not be drawn.`, fault, info.componentStack);
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return (
      <div className={styles.place} role="alert">
        <h2 className={styles.title}>This part of the window could not be drawn</h2>
        <p className={styles.sentence}>It is a fault of Atelier, not of your work. Everything you changed is kept.</p>
        <pre className={styles.cause}>{fault.message}</pre>
        <div className={styles.ways}>
          <Button onClick={() => this.setState({ fault: null })}>Try again</Button>
          <Button variant="default" onClick={() => window.location.reload()}>
            Load the window again
          </Button>
        </div>
      </div>
    );
  }
}
