import { IconAlertTriangle, IconCircleCheck, IconRefreshAlert } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import type { PacketId } from '../../../engine/base/ids.ts';
import type { PacketPage } from '../../state/packet-page.ts';
import { useStudio } from '../../state/studio.ts';
import { fitSentence, problemsOf, problemSentence } from './packet-words.ts';
import styles from './packets.module.css';

/** What concerns a packet as a whole: whether it fits the open flow, that somebody else changed it, that it could not be saved. */
export function PacketNotices({ packetId, page }: { packetId: PacketId; page: PacketPage }) {
  const flowName = useStudio(studio => studio.openFlow?.flow.name ?? null);
  const { fit, moved, trouble, history } = page;
  // What is wrong with a slice that is here stands beside it.
  const missing = fit?.problems.filter(({ slice }) => slice !== null && history?.now.slices.some(one => one.name === slice) !== true) ?? [];
  return (
    <>
      {fit !== null && flowName !== null && (
        <p className={styles.fit} data-fits={fit.problems.length === 0}>
          {fit.problems.length === 0 ? <IconCircleCheck size={15} aria-hidden /> : <IconAlertTriangle size={15} aria-hidden />}
          <span>
            {fitSentence(fit, flowName)} {[...problemsOf(fit, null), ...missing.slice(0, 3)].map(problemSentence).join(' ')}
          </span>
        </p>
      )}
      {moved && <Moved packetId={packetId} />}
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          <IconAlertTriangle size={15} aria-hidden /> {trouble}
        </p>
      )}
    </>
  );
}

function Moved({ packetId }: { packetId: PacketId }) {
  const savePacket = useStudio(studio => studio.savePacket);
  const takeTheirs = useStudio(studio => studio.takeTheirs);
  return (
    <div className={styles.moved} role="alert">
      <IconRefreshAlert size={16} aria-hidden />
      <span>This packet was changed elsewhere while you were writing. What you wrote is still here.</span>
      <Button variant="default" size="compact-sm" onClick={() => void takeTheirs(packetId)}>
        Take theirs
      </Button>
      <Button size="compact-sm" onClick={() => void savePacket(packetId, 'theirs')}>
        Save mine over it
      </Button>
    </div>
  );
}
