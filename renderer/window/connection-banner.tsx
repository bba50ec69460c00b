import { Loader } from '@mantine/core';
import { useStudio } from '../state/studio.ts';
import styles from './connection-banner.module.css';

/** Says that the engine is gone while it is, and that nothing is lost by it. */
export function ConnectionBanner() {
  const connection = useStudio(studio => studio.connection);
  if (connection !== 'lost') return null;
  return (
    <div className={styles.banner} role="status">
      <Loader size={14} color="currentColor" />
      <span>The engine is not answering; trying again… What you change meanwhile is kept in this window and saved when it is back.</span>
    </div>
  );
}
