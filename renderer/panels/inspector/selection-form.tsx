import { Button } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import styles from './form.module.css';

/** What can be done with several steps at once. */
export function SelectionForm({ count }: { count: number }) {
  const duplicate = useStudio(studio => studio.duplicateSelection);
  const remove = useStudio(studio => studio.removeSelection);
  return (
    <div className={styles.form}>
      <h2 className={styles.sectionTitle}>{countOf(count, 'step')} selected</h2>
      <Button variant="default" leftSection={<IconCopy size={15} />} onClick={duplicate}>
        Duplicate them
      </Button>
      <Button variant="default" leftSection={<IconTrash size={15} />} onClick={() => remove({ heal: false })}>
        Delete them
      </Button>
      <Button variant="default" leftSection={<IconTrash size={15} />} onClick={() => remove({ heal: true })}>
        Delete them and close the gap
      </Button>
    </div>
  );
}
