import { Button, Group, Modal } from '@mantine/core';
import { IconKeyboard, IconMap2 } from '@tabler/icons-react';
import { useStudio } from '../state/studio.ts';
import { COMMAND_GROUPS } from './command.ts';
import { keyLabel } from './keys.ts';
import styles from './key-sheet.module.css';
import { useOwnCommands } from './own-commands.ts';
import { IS_MAC } from './use-command-keys.ts';

/** All keys, by what they are for. */
export function KeySheet() {
  const isOpen = useStudio(studio => studio.sheet === 'keys');
  const showSheet = useStudio(studio => studio.showSheet);
  const showTour = useStudio(studio => studio.showTour);
  const own = useOwnCommands();
  return (
    <Modal opened={isOpen} onClose={() => showSheet(null)} title="All keys" size={860} classNames={{ title: styles.title ?? '' }}>
      <Group gap="sm" mb="md">
        <Button variant="default" size="compact-sm" leftSection={<IconKeyboard size={15} />} onClick={() => showSheet('own-keys')}>
          Change keys
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconMap2 size={15} />}
          onClick={() => {
            showSheet(null);
            showTour(0);
          }}
        >
          Take the tour
        </Button>
      </Group>
      <div className={styles.groups}>
        {COMMAND_GROUPS.map(group => {
          const commands = own.filter(command => command.group === group && command.keys.length > 0);
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
