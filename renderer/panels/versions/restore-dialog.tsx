import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FlowId } from '../../../engine/base/ids.ts';
import { failureSentence } from '../../bridge/failure-sentence.ts';
import { useStudio } from '../../state/studio.ts';
import { ChangeList } from './change-list.tsx';
import styles from './versions.module.css';

/** Asks before a version becomes the draft again, and says what that does to the drawing of now. */
export function RestoreDialog({ flowId, versionNo, onClose }: { flowId: FlowId; versionNo: number; onClose: () => void }) {
  const restoreVersion = useStudio(studio => studio.restoreVersion);
  const diffVersions = useStudio(studio => studio.diffVersions);
  const saveDraft = useStudio(studio => studio.saveDraft);
  const [sentences, setSentences] = useState<readonly string[] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    void saveDraft()
      .then(() => diffVersions({ flowId, versionNo: null }, { flowId, versionNo }))
      .then(
        ({ changes }) => wanted && setSentences(changes.map(({ sentence }) => sentence)),
        (error: unknown) => wanted && setTrouble(failureSentence(error)),
      );
    return () => {
      wanted = false;
    };
  }, [flowId, versionNo, diffVersions, saveDraft]);
  return (
    <Modal opened onClose={onClose} size={520} title={`Restore version ${String(versionNo)} as the draft?`}>
      <Text>The drawing becomes what version {versionNo} was. No version is lost, and Undo brings back what is drawn now.</Text>
      {sentences !== null && <ChangeList title="What that changes in the draft" sentences={sentences} />}
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          data-autofocus
          onClick={() =>
            void restoreVersion(flowId, versionNo).then(problem => {
              if (problem === null) onClose();
              else setTrouble(problem);
            })
          }
        >
          Restore
        </Button>
      </Group>
    </Modal>
  );
}
