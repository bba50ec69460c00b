import {
  IconCertificate,
  IconFileText,
  IconListCheck,
  IconMessageQuestion,
  IconPlayerPlayFilled,
  IconPlayerSkipForwardFilled,
  IconPlayerStopFilled,
  IconPlayerTrackNextFilled,
} from '@tabler/icons-react';
import { Button, Select, Tooltip } from '@mantine/core';
import { useEffect } from 'react';
import { restingPlace } from '../../state/run-ways-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { PinDialog } from '../tests/pin-dialog.tsx';
import { PinsBadge } from '../tests/pins-badge.tsx';
import { LiveDialog } from './live-dialog.tsx';
import { StatusPill } from './mark-pill.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { pickedPacket } from './picked-packet.ts';
import { RunFromDialog } from './run-from-dialog.tsx';
import { RunMenu } from './run-menu.tsx';
import { SpendingLimit } from './spending-limit.tsx';
import { StartRefusalDialog } from './start-refusal-dialog.tsx';
import styles from './run-bar.module.css';

/** What runs on which packet and how, the one button that starts or stops it, and how the shown run stands. */
export function RunBar() {
  const flowId = useStudio(studio => studio.openFlow?.flowId ?? null);
  const readTests = useStudio(studio => studio.readTests);
  useEffect(() => {
    if (flowId !== null) void readTests(flowId);
  }, [flowId, readTests]);
  const isLive = useStudio(studio => studio.liveFlow !== null && studio.liveFlow === studio.openFlow?.flowId);
  if (flowId === null) return null;
  return (
    <div className={styles.bar} role="group" aria-label="Run" data-live={isLive || undefined}>
      <ShownState />
      <PacketPicker />
      <ModeSwitch isLive={isLive} />
      {!isLive && <PinsBadge />}
      <SpendingLimit />
      <PlanButton />
      <RunButton isLive={isLive} />
      <StartRefusalDialog />
      <LiveDialog />
      <RunFromDialog />
      <PinDialog />
    </div>
  );
}

function PacketPicker() {
  const openFlow = useStudio(studio => studio.openFlow);
  const packets = useStudio(studio => studio.packets);
  const picked = useStudio(studio => (studio.openFlow === null ? undefined : studio.desk.packets[studio.openFlow.flowId]));
  const pickPacket = useStudio(studio => studio.pickPacket);
  const openPacket = useStudio(studio => studio.openPacket);
  const startRun = useStudio(studio => studio.startRun);
  if (openFlow === null) return null;
  const packet = pickedPacket(packets ?? [], openFlow.flow, picked);
  return (
    <div
      className={styles.packet}
      onKeyDownCapture={event => {
        // The list of packets would take Ctrl+Enter for a plain Enter and only open itself.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        void startRun();
      }}
    >
      <Select
        aria-label="Packet to run on"
        placeholder={packets === null ? '' : 'No packet yet'}
        data={(packets ?? []).map(one => ({ value: one.packetId, label: one.title }))}
        value={packet?.packetId ?? null}
        allowDeselect={false}
        checkIconPosition="right"
        maxDropdownHeight={320}
        comboboxProps={{ width: 300, position: 'bottom-end' }}
        className={styles.select}
        onChange={packetId => {
          const chosen = packets?.find(one => one.packetId === packetId);
          if (chosen !== undefined) pickPacket(openFlow.flowId, chosen.packetId);
        }}
      />
      <IconButton
        icon={IconFileText}
        words="Open this packet"
        disabled={packet === null}
        onPress={() => {
          if (packet !== null) openPacket(packet.packetId, packet.title);
        }}
      />
    </div>
  );
}

function PlanButton() {
  const planning = useStudio(studio => studio.planning);
  const planRun = useStudio(studio => studio.planRun);
  return (
    <Tooltip label="What a run would reuse, what it would run and why  Ctrl+Alt+Enter">
      <Button
        className={styles.button}
        variant="default"
        aria-label="Plan"
        aria-busy={planning}
        leftSection={<IconListCheck size={15} stroke={1.7} />}
        onClick={() => void planRun()}
      >
        <span className={styles.wide}>Plan</span>
      </Button>
    </Tooltip>
  );
}

function RunButton({ isLive }: { isLive: boolean }) {
  const starting = useStudio(studio => studio.starting);
  const goesOn = useStudio(studio => studio.shownRun?.run?.endedAtUs === null);
  const startRun = useStudio(studio => studio.startRun);
  const stopRun = useStudio(studio => studio.stopRun);
  return (
    <>
      {goesOn && (
        <Tooltip label="Stop the shown run  Ctrl+.">
          <Button
            aria-label="Stop"
            variant="default"
            className={styles.button}
            leftSection={<IconPlayerStopFilled size={14} />}
            onClick={() => void stopRun()}
          >
            <span className={styles.wide}>Stop</span>
          </Button>
        </Tooltip>
      )}
      <div className={styles.split}>
        <Tooltip
          label={isLive ? 'Run the newest version live; you are asked first  Ctrl+Enter' : 'Run the draft on this packet  Ctrl+Enter'}
        >
          <Button
            className={`${styles.button ?? ''} ${isLive ? (styles.liveRun ?? '') : ''}`}
            variant={goesOn && !isLive ? 'default' : 'filled'}
            loading={starting}
            leftSection={<IconPlayerPlayFilled size={14} />}
            onClick={() => void startRun()}
          >
            {isLive ? 'Run live' : 'Run'}
          </Button>
        </Tooltip>
        {!isLive && <RunMenu />}
      </div>
    </>
  );
}

/** How the shown run stands; where it waits for a person, the way to the answer; where it was to stop, the ways on. */
function ShownState() {
  const status = useStudio(studio => studio.shownRun?.run?.state.status ?? null);
  const run = useStudio(studio => studio.shownRun?.run ?? null);
  const goToStep = useStudio(studio => studio.goToStep);
  const goOn = useStudio(studio => studio.goOn);
  const openArtefact = useStudio(studio => studio.openArtefact);
  if (status === null || run === null) return null;
  const [artefact] = run.artefacts;
  if (run.state.status !== 'waiting')
    return (
      <>
        {restingPlace(run, run.flowId) !== null && (
          <>
            <IconButton icon={IconPlayerSkipForwardFilled} words="One step on" keys="F10" onPress={() => void goOn('one-step')} />
            <IconButton icon={IconPlayerTrackNextFilled} words="Go on to the end" keys="F8" onPress={() => void goOn('to-the-end')} />
          </>
        )}
        {artefact !== undefined && (
          <Button
            variant="default"
            className={styles.button}
            leftSection={<IconCertificate size={15} stroke={1.7} />}
            aria-label="Artefact"
            title={artefact.path}
            onClick={() => openArtefact(run.runId, artefact.path)}
          >
            <span className={styles.wide}>Artefact</span>
          </Button>
        )}
        {run.mode === 'live' && <span className={styles.live}>live</span>}
        <StatusPill status={status} />
      </>
    );
  const { stepId, wait } = run.state;
  return (
    <Button
      variant="light"
      color="orange"
      className={styles.answer}
      leftSection={<IconMessageQuestion size={15} />}
      onClick={() => void goToStep(run.flowId, run.runId, stepId)}
    >
      {wait.subject.kind === 'human' ? 'Answer needed' : 'Waits for an event'}
    </Button>
  );
}
