import { Button, Loader } from '@mantine/core';
import type { Connection } from '../bridge/host.ts';
import styles from './last-resort.module.css';

/** What stands in the window until the host has answered for the first time. */
export function WaitingPage({ connection }: { connection: Connection }) {
  if (connection === 'refused') {
    return (
      <main className={styles.place}>
        <h1 className={styles.title}>This window has no key to the engine</h1>
        <p className={styles.sentence}>
          Each start of Atelier gives out its own address. Open the address that “npm start” printed, or start Atelier again.
        </p>
      </main>
    );
  }
  return (
    <main className={styles.place}>
      <Loader size="sm" />
      <p className={styles.sentence} role="status">
        {connection === 'lost' ? 'The engine is not answering; trying again…' : 'Opening the workspace…'}
      </p>
      {connection === 'lost' && (
        <Button variant="default" onClick={() => window.location.reload()}>
          Load the window again
        </Button>
      )}
    </main>
  );
}
