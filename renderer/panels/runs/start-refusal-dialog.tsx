import { Button, Modal } from '@mantine/core';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { pickedPacket } from './picked-packet.ts';
import type { StartRefusal } from './start-refusal.ts';
import styles from './start-refusal-dialog.module.css';

/** Why the run did not start, and the way to where it is put right. */
export function StartRefusalDialog() {
  const refusal = useStudio(studio => studio.startRefusal);
  const forget = useStudio(studio => studio.forgetRefusal);
  return (
    <Modal opened={refusal !== null} onClose={forget} title={refusal?.title ?? ''} size={460}>
      {refusal !== null && <Reasons refusal={refusal} onClose={forget} />}
    </Modal>
  );
}

function Reasons({ refusal, onClose }: { refusal: StartRefusal; onClose: () => void }) {
  const showBottom = useStudio(studio => studio.showBottom);
  const openPacket = useStudio(studio => studio.openPacket);
  const packet = useStudio(studio =>
    studio.openFlow === null ? null : pickedPacket(studio.packets ?? [], studio.openFlow.flow, studio.desk.packets[studio.openFlow.flowId]),
  );
  return (
    <>
      <ul className={styles.reasons}>
        {refusal.sentences.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
        {refusal.more > 0 && <li>And {countOf(refusal.more, 'more', 'more')}.</li>}
      </ul>
      <div className={styles.ways}>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        {refusal.way === 'problems' && (
          <Button
            onClick={() => {
              showBottom('problems');
              onClose();
            }}
          >
            Show the problems
          </Button>
        )}
        {refusal.way === 'packet' && packet !== null && (
          <Button
            onClick={() => {
              openPacket(packet.packetId, packet.title);
              onClose();
            }}
          >
            Open the packet
          </Button>
        )}
      </div>
    </>
  );
}
