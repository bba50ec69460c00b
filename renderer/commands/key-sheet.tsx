import { Button, Modal } from '@mantine/core';
import { IconMap2 } from '@tabler/icons-react';
import { useStudio } from '../state/studio.ts';
import { ALL_COMMANDS } from './all-commands.ts';
import { COMMAND_GROUPS } from './command.ts';
import { keyLabel } from './keys.ts';
import styles from './key-sheet.module.css';
import { IS_MAC } from './use-command-keys.ts';

/** All keys, by what they are for. */
export function KeySheet() {
  const isOpen = useStudio(studio => studio.sheet === 'keys');
  const showSheet = useStudio(studio => studio.showSheet);
  const showTour = useStudio(studio => studio.showTour);
  return (
    <Modal opened={isOpen} onClose={() => showSheet(null)} title="All keys" size={860} classNames={{ title: styles.title ?? '' }}>
      <Button
        variant="default"
        size="compact-sm"
        mb="md"
        leftSection={<IconMap2 size={15} />}
        onClick={() => {
          showSheet(null);
          showTour(0);
        }}
      >
        Take the tour
      </Button>
      <div className={styles.groups}>
        {COMMAND_GROUPS.map(group => {
          const commands = ALL_COMMANDS.filter(command => command.group === group && command.keys.length > 0);
          return commands.length === 0 ? null : (
            <section key={group} className={styles.group}>
              <h3 className={styles.heading}>{group}</h3>
              <dl className={styles.list}>
                {commands.map(command => (
                  <div key={command.id} className={styles.row}>
                    <dt>{command.title}</dt>
                    <dd>
                      {command.keys.map(key => (
                        <kbd key={key}>{keyLabel(key, IS_MAC)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
