import { Button, Group, Modal, SegmentedControl, Select, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { FlowId } from '../../../engine/base/ids.ts';
import type { OpenFlow } from '../../../engine/contract/flows.ts';
import type { SheetFormat } from '../../../engine/exports/sheet-format.ts';
import { failureSentence } from '../../bridge/failure-sentence.ts';
import { useRead } from '../../bridge/use-read.ts';
import { useStudio } from '../../state/studio.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { DrawingPart } from './drawing-part.tsx';
import styles from './share-dialog.module.css';

/** Gives a flow to people who do not use Atelier: its drawing as a picture, or a sheet that tells it in words. */
export function ShareDialog() {
  const flowId = useStudio(studio => studio.sharing);
  const share = useStudio(studio => studio.share);
  const name = useStudio(studio => studio.flows?.find(flow => flow.flowId === studio.sharing)?.name ?? '');
  return (
    <Modal opened={flowId !== null} onClose={() => share(null)} size={640} title={`Print and share “${name}”`}>
      {flowId !== null && <Share key={flowId} flowId={flowId} />}
    </Modal>
  );
}

function Share({ flowId }: { flowId: FlowId }) {
  const readShared = useStudio(studio => studio.readShared);
  const [what, setWhat] = useState('drawing');
  const read = useRead(useCallback(() => readShared(flowId), [readShared, flowId]));
  if (read.kind === 'under-way') return <LateSkeleton lines={6} />;
  if (read.kind === 'trouble') return <Text role="alert">{read.sentence}</Text>;
  const { flow, versions } = read.value;
  return (
    <div className={styles.parts}>
      <SegmentedControl
        aria-label="What is shared"
        fullWidth
        data={[
          { value: 'drawing', label: 'The drawing' },
          { value: 'sheet', label: 'A flow sheet in words' },
        ]}
        value={what}
        onChange={setWhat}
      />
      {what === 'drawing' ? <DrawingPart flowId={flowId} flow={flow} /> : <SheetPart flowId={flowId} versions={versions} />}
    </div>
  );
}

function SheetPart({ flowId, versions }: { flowId: FlowId; versions: OpenFlow['versions'] }) {
  const readSheet = useStudio(studio => studio.readSheet);
  const handOver = useStudio(studio => studio.handOver);
  const share = useStudio(studio => studio.share);
  const [version, setVersion] = useState(versions[0] === undefined ? 'draft' : String(versions[0].versionNo));
  const [as, setAs] = useState<SheetFormat>('docx');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const save = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      handOver(await readSheet(flowId, version === 'draft' ? null : Number(version), as));
      share(null);
    } catch (error) {
      setTrouble(`The sheet was not written. ${failureSentence(error)}`);
      setBusy(false);
    }
  };
  return (
    <>
      <Text>
        Who does what in which order, who decides, what the flow waits for, what it does outside and what it needs to begin. For partners
        and clients: no expressions, no technical names.
      </Text>
      <Select
        label="Of which state"
        allowDeselect={false}
        data={[
          ...versions.map(({ versionNo, message }) => ({
            value: String(versionNo),
            label: `Version ${String(versionNo)}${message === '' ? '' : `: ${message}`}`,
          })),
          { value: 'draft', label: 'The draft as it is drawn now' },
        ]}
        value={version}
        onChange={next => setVersion(next ?? 'draft')}
      />
      <SegmentedControl
        aria-label="As what"
        data={[
          { value: 'docx', label: 'Word document' },
          { value: 'html', label: 'Web page that prints well' },
        ]}
        value={as}
        onChange={next => setAs(next === 'html' ? 'html' : 'docx')}
      />
      {trouble !== null && (
        <Text role="alert" className={styles.trouble ?? ''}>
          {trouble}
        </Text>
      )}
      <Group justify="flex-end">
        <Button leftSection={<IconDownload size={16} />} loading={busy} onClick={() => void save()}>
          Save the sheet
        </Button>
      </Group>
    </>
  );
}
