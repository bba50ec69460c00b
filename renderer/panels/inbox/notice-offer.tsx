import { Button } from '@mantine/core';
import { useStudio } from '../../state/studio.ts';
import styles from './inbox-panel.module.css';

/** Offers to tell on the desktop when something new waits; asks the system only when the person says yes. */
export function NoticeOffer() {
  const notices = useStudio(studio => studio.notices);
  const setNotices = useStudio(studio => studio.setNotices);
  if (notices === 'none') return null;
  if (notices === 'denied')
    return (
      <p className={styles.offer}>
        This browser does not let Atelier tell you on the desktop. You can allow it in the settings of the page, beside the address.
      </p>
    );
  if (notices === 'unasked')
    return (
      <div className={styles.offer}>
        <p className={styles.offerWords}>Shall Atelier tell you on the desktop when something new waits for you?</p>
        <div className={styles.offerButtons}>
          <Button variant="default" size="compact-sm" onClick={() => void setNotices(true)}>
            Tell me
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={() => void setNotices(false)}>
            Not now
          </Button>
        </div>
      </div>
    );
  return (
    <p className={styles.offer}>
      {notices === 'on' ? 'You are told on the desktop when something new waits for you.' : 'You are not told on the desktop.'}{' '}
      <Button variant="subtle" size="compact-xs" onClick={() => void setNotices(notices !== 'on')}>
        {notices === 'on' ? 'Turn it off' : 'Turn it on'}
      </Button>
    </p>
  );
}
