import { IconPlus } from '@tabler/icons-react';
import { Button, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import { SliceName, type PacketId } from '../../../engine/base/ids.ts';
import type { PacketPage } from '../../state/packet-page.ts';
import { useStudio } from '../../state/studio.ts';
import { emptyTextFor, sliceNameProblem } from './packet-words.ts';
import styles from './packets.module.css';

/** Adds a slice: one that the open flow asks for at a press, or any other by its name. */
export function NewSlice({ packetId, page, onMade }: { packetId: PacketId; page: PacketPage; onMade: (name: SliceName) => void }) {
  const changePacket = useStudio(studio => studio.changePacket);
  const contract = useStudio(studio => studio.openFlow?.flow.packet.slices ?? null);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const taken = page.history?.now.slices.map(slice => slice.name) ?? [];
  const problem = typed === '' ? null : sliceNameProblem(typed, taken);
  // true: the keys of a contract were parsed as names
  const missing = (Object.keys(contract ?? {}) as SliceName[]).filter(name => !taken.includes(name));
  const make = (name: string) => {
    const read = SliceName.safeParse(name);
    if (!read.success || sliceNameProblem(name, taken) !== null) return;
    changePacket(packetId, `adding ${name}`, draft => ({
      ...draft,
      slices: [...draft.slices, { name: read.data, keptAs: null, typed: { kind: 'text', ...emptyTextFor(contract?.[read.data]?.schema) } }],
    }));
    setOpen(false);
    setTyped('');
    onMade(read.data);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          className={styles.add ?? ''}
          leftSection={<IconPlus size={15} />}
          onClick={() => setOpen(!isOpen)}
        >
          Add a slice
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.newSlice}
          onSubmit={event => {
            event.preventDefault();
            make(typed);
          }}
        >
          {missing.length > 0 && (
            <div className={styles.missing}>
              <span>The open flow asks for</span>
              {missing.map(name => (
                <Button key={name} variant="default" size="compact-sm" onClick={() => make(name)}>
                  {name}
                </Button>
              ))}
            </div>
          )}
          <TextInput
            data-autofocus
            w="100%"
            label="Name of the slice"
            placeholder="meeting_notes"
            value={typed}
            error={problem}
            onChange={event => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" size="compact-sm" disabled={typed === '' || problem !== null}>
            Add
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
