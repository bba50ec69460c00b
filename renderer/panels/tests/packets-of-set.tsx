import { Button, Checkbox, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { PacketId } from '../../../engine/base/ids.ts';
import { holdsWhatIsAsked, isInSet } from '../../../engine/test-set/is-in-set.ts';
import { useStudio } from '../../state/studio.ts';
import styles from './tests.module.css';

/** Which packets the flow is tried on; those that lack what it asks for say so. */
export function PacketsOfSet() {
  const flow = useStudio(studio => studio.openFlow?.flow ?? null);
  const packets = useStudio(studio => studio.packets);
  const testSet = useStudio(studio => studio.tests?.testSet);
  const change = useStudio(studio => studio.changeTestSet);
  const [trouble, setTrouble] = useState<string | null>(null);
  if (flow === null || packets === null || testSet === undefined) return null;
  const put = async (packetId: PacketId, isIn: boolean) => {
    setTrouble(
      await change(set => {
        const { isOut: _was, ...rest } = set.cases[packetId] ?? {};
        return { ...set, cases: { ...set.cases, [packetId]: isIn ? rest : { ...rest, isOut: true } } };
      }),
    );
  };
  const fitting = packets.filter(packet => holdsWhatIsAsked(packet, flow));
  const others = packets.length - fitting.length;
  return (
    <Popover position="top-end" width={320} trapFocus withArrow>
      <Popover.Target>
        <Button variant="default" size="compact-md" rightSection={<IconChevronDown size={13} />}>
          Packets of the set
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.choices} role="group" aria-label="Packets of the set">
          {fitting.map(packet => (
            <Checkbox
              key={packet.packetId}
              size="sm"
              label={packet.title}
              checked={isInSet(packet, flow, testSet)}
              onChange={event => void put(packet.packetId, event.currentTarget.checked)}
            />
          ))}
          {fitting.length === 0 && <p className={styles.quiet}>No packet holds what this flow asks for.</p>}
          {others > 0 && (
            <p className={styles.quiet}>
              {others === 1 ? 'One other packet lacks' : `${String(others)} other packets lack`} a slice that this flow asks for.
            </p>
          )}
          {trouble !== null && (
            <p className={styles.refused} role="alert">
              {trouble}
            </p>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
