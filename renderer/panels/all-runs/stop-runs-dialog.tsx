import { Button, Group, Modal, Progress, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { RunSummary } from '../../../engine/trace/run-summary.ts';
import type { StoppedRuns } from '../../state/run-list-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { DangerButton } from '../../ui/danger-button.tsx';
import { countOf } from '../../ui/format-count.ts';

/** Asks before runs are stopped, says how far it has come, and what became of them. */
export function StopRunsDialog({ runs, onClose }: { runs: readonly RunSummary[]; onClose: () => void }) {
  const stopRuns = useStudio(studio => studio.stopRuns);
  // The list goes on under the dialog; what was asked about stays what it was.
  const [asked] = useState(runs);
  const [reason, setReason] = useState('');
  const [done, setDone] = useState<number | null>(null);
  const [result, setResult] = useState<StoppedRuns | null>(null);
  const halt = useRef(new AbortController());
  const flows = [...new Set(asked.map(({ flowName }) => flowName))];

  const stop = async () => {
    setDone(0);
    const said = reason.trim() === '' ? null : reason.trim();
    setResult(
      await stopRuns(
        asked.map(({ runId }) => runId),
        said,
        setDone,
        halt.current.signal,
      ),
    );
  };
  const isUnderWay = done !== null && result === null;

  return (
    <Modal
      opened
      onClose={() => {
        halt.current.abort();
        onClose();
      }}
      title={`Stop ${countOf(asked.length, 'run')}?`}
    >
      {result === null ? (
        <>
          <Text>
            {`${asked.length === 1 ? 'It ends' : 'They end'} as halted and cannot be taken up again. What is done so far stays in ${asked.length === 1 ? 'its' : 'their'} trace. Of ${flows.slice(0, 4).join(', ')}${flows.length > 4 ? ` and ${String(flows.length - 4)} more flows` : ''}.`}
          </Text>
          {done === null ? (
            <TextInput
              mt="sm"
              label="Why"
              placeholder="Optional; kept in the trace"
              maxLength={500}
              data-autofocus
              value={reason}
              onChange={event => setReason(event.currentTarget.value)}
            />
          ) : (
            <>
              <Progress mt="md" value={(done / asked.length) * 100} aria-label="Runs stopped" />
              <Text mt="xs" role="status">{`${String(done)} of ${String(asked.length)}`}</Text>
            </>
          )}
        </>
      ) : (
        <Text role="status">{resultWords(result, asked.length)}</Text>
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        {result !== null && (
          <Button data-autofocus onClick={onClose}>
            Done
          </Button>
        )}
        {isUnderWay && (
          <Button variant="default" onClick={() => halt.current.abort()}>
            Stop no more
          </Button>
        )}
        {done === null && (
          <>
            <Button variant="default" onClick={onClose}>
              Let them go on
            </Button>
            <DangerButton onPress={() => void stop()}>{`Stop ${countOf(asked.length, 'run')}`}</DangerButton>
          </>
        )}
      </Group>
    </Modal>
  );
}

function resultWords({ stopped, over, trouble }: StoppedRuns, asked: number): string {
  const left = asked - stopped - over;
  return [
    `${countOf(stopped, 'run was', 'runs were')} stopped.`,
    ...(over === 0 ? [] : [`${countOf(over, 'had', 'had')} ended already.`]),
    ...(left === 0 ? [] : [`${countOf(left, 'goes', 'go')} on.`]),
    ...(trouble === null ? [] : [trouble]),
  ].join(' ');
}
