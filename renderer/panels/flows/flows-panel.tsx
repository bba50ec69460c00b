import { Button, Modal, Text, TextInput } from '@mantine/core';
import { IconFileImport, IconPlus, IconRoute } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { FlowHead } from '../../../engine/contract/flows.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import styles from './flows-panel.module.css';

/** The workspace's flows: open, make, bring in. */
function FlowsPanel() {
  const flows = useStudio(studio => studio.flows);
  const importFlow = useStudio(studio => studio.importFlow);
  const [isNaming, setNaming] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    for (const one of files ?? []) void one.text().then(text => importFlow(one.name, text));
  };
  return (
    <PanelFrame
      title="Flows"
      actions={
        <>
          <IconButton icon={IconFileImport} words="Import a .flow.json file" onPress={() => file.current?.click()} />
          <IconButton icon={IconPlus} words="New flow" onPress={() => setNaming(true)} />
        </>
      }
    >
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        multiple
        hidden
        aria-label="Flow files to import"
        onChange={event => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      {flows?.length === 0 && (
        <EmptyState
          icon={<IconRoute size={28} stroke={1.4} />}
          sentence="Flows are the playbooks of this workspace. There are none yet."
          action={<Button onClick={() => setNaming(true)}>Make the first flow</Button>}
        />
      )}
      <ul className={styles.list}>
        {flows?.map(flow => (
          <FlowRow key={flow.flowId} flow={flow} />
        ))}
      </ul>
      <NewFlowDialog isOpen={isNaming} onClose={() => setNaming(false)} />
    </PanelFrame>
  );
}

function FlowRow({ flow }: { flow: FlowHead }) {
  const nowUs = useNowUs(true, 30_000);
  const isOpen = useStudio(studio => studio.openFlow?.flowId === flow.flowId);
  const showFlow = useStudio(studio => studio.showFlow);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={isOpen}
        title={formatInstant(flow.updatedAtUs)}
        onClick={() => void showFlow(flow.flowId)}
      >
        <span className={styles.name}>{flow.name}</span>
        <span className={styles.about}>
          {countOf(flow.stepCount, 'step')} · {flow.latestVersionNo === null ? 'draft' : `version ${flow.latestVersionNo}`} ·{' '}
          {formatDate(flow.updatedAtUs, { nowUs })}
        </span>
      </button>
    </li>
  );
}

function NewFlowDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const createFlow = useStudio(studio => studio.createFlow);
  const [name, setName] = useState('');
  const create = () => {
    if (name.trim() === '') return;
    void createFlow(name.trim());
    setName('');
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title="New flow" size={400}>
      <TextInput
        label="Name"
        data-autofocus
        placeholder="Welcome a new client"
        maxLength={200}
        value={name}
        onChange={event => setName(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') create();
        }}
      />
      <Text size="xs" c="dimmed" mt="xs">
        What the playbook does, in a few words. It can be changed later.
      </Text>
      <Button fullWidth mt="lg" disabled={name.trim() === ''} onClick={create}>
        Make the flow
      </Button>
    </Modal>
  );
}

export const FLOWS_PANEL: Panel = { id: 'flows', title: 'Flows', icon: IconRoute, place: 'side', View: FlowsPanel };
