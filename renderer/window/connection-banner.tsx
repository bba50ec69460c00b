import { Loader } from '@mantine/core';
import { useStudio } from '../state/studio.ts';
import styles from './connection-banner.module.css';

const LOST = 'The engine is not answering; trying again… What you change meanwhile is kept in this window and saved when it is back.';
const REFUSED =
  'Atelier was started anew, and this window belongs to its last start. What you changed is kept; open the new window, and it is offered there.';

/** Says that the engine is gone while it is, and that nothing is lost by it. */
export function ConnectionBanner() {
  const connection = useStudio(studio => studio.connection);
  if (connection !== 'lost' && connection !== 'refused') return null;
  return (
    <div className={styles.banner} role="status">
      {connection === 'lost' && <Loader size={14} color="currentColor" />}
      <span>{connection === 'lost' ? LOST : REFUSED}</span>
    </div>
  );
}
