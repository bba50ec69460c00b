import { Button, Progress, Select } from '@mantine/core';
import { IconGridDots, IconPinnedFilled, IconPlayerPlayFilled, IconPlayerStopFilled, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { PacketId } from '../../../engine/base/ids.ts';
import type { OpenTests } from '../../../engine/contract/tests.ts';
import { stepOf } from '../../../engine/flow/flow.ts';
import { isInSet } from '../../../engine/test-set/is-in-set.ts';
import { isToBeRunAgain } from '../../../engine/test-set/test-grid.ts';
import { TESTS_PANEL_ID } from '../../state/tests-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf } from '../../ui/format-count.ts';
import { formatDate } from '../../ui/format-date.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import { useStepNames } from '../runs/step-names.ts';
import { ExpectedDialog } from './expected-dialog.tsx';
import { PacketsOfSet } from './packets-of-set.tsx';
import { pinWord } from './pin-words.ts';
import { gridSentence } from './test-words.ts';
import { TestGridTable } from './test-grid-table.tsx';
import styles from './tests.module.css';

export const TESTS_PANEL: Panel = {
  id: TESTS_PANEL_ID,
  title: 'Tests',
  icon: IconGridDots,
  place: 'bottom',
  View: TestsPanel,
  count: studio => (studio.tests?.flowId === studio.openFlow?.flowId ? (studio.tests?.grid?.totals.missed ?? 0) : 0),
};

/** The open flow on every packet of its set: what is expected, what came of it, step by step; and what is pinned. */
function TestsPanel() {
  const flowId = useStudio(studio => studio.openFlow?.flowId ?? null);
  const tests = useStudio(studio => (studio.tests?.flowId === studio.openFlow?.flowId ? studio.tests : null));
  const trouble = useStudio(studio => studio.testsTrouble);
  const readTests = useStudio(studio => studio.readTests);
  const packets = useStudio(studio => studio.packets);
  if (flowId === null) return <EmptyState sentence="Open a flow to try it on all packets of its test set." />;
  if (trouble !== null && tests === null)
    return <EmptyState sentence={trouble} action={<Button onClick={() => void readTests(flowId)}>Try again</Button>} />;
  if (tests === null || packets === null) return <LateSkeleton lines={5} />;
  return <Tests tests={tests} />;
}

function Tests({ tests }: { tests: OpenTests }) {
  const flow = useStudio(studio => studio.openFlow?.flow ?? null);
  const packets = useStudio(studio => studio.packets) ?? [];
  const showSide = useStudio(studio => studio.showSide);
  const [expecting, setExpecting] = useState<PacketId | null>(null);
  if (flow === null) return null;
  const inSet = packets.filter(packet => isInSet(packet, flow, tests.testSet));
  const nothing = inSet.length === 0 && tests.grid === null && Object.keys(tests.testSet.pins).length === 0;
  const expectingTitle = packets.find(({ packetId }) => packetId === expecting)?.title;
  if (nothing)
    return (
      <EmptyState
        icon={<IconGridDots size={28} stroke={1.4} />}
        sentence="No packet holds what this flow asks for, so there is nothing to try it on."
        action={
          <Button variant="default" onClick={() => showSide('packets')}>
            Go to the packets
          </Button>
        }
      />
    );
  return (
    <div className={styles.panel}>
      <TestsHead tests={tests} count={inSet.length} />
      <Pins tests={tests} />
      <TestGridTable tests={tests} inSet={inSet} onExpect={setExpecting} />
      {expecting !== null && expectingTitle !== undefined && (
        <ExpectedDialog key={expecting} packetId={expecting} title={expectingTitle} onClose={() => setExpecting(null)} />
      )}
    </div>
  );
}

function TestsHead({ tests: { grid, testRuns }, count }: { tests: OpenTests; count: number }) {
  const runTests = useStudio(studio => studio.runTests);
  const cancelTests = useStudio(studio => studio.cancelTests);
  const showTestRun = useStudio(studio => studio.showTestRun);
  const starting = useStudio(studio => studio.startingTests);
  const nowUs = useNowUs(true, 30_000);
  const isRunning = grid?.state === 'running';
  const wrong = grid?.lines.filter(isToBeRunAgain).length ?? 0;
  const done = grid === null ? 0 : grid.lines.length - grid.totals.open;
  return (
    <div className={styles.head}>
      {isRunning ? (
        <Button variant="default" size="compact-md" leftSection={<IconPlayerStopFilled size={14} />} onClick={() => void cancelTests()}>
          Cancel
        </Button>
      ) : (
        <Button
          size="compact-md"
          loading={starting}
          disabled={count === 0}
          leftSection={<IconPlayerPlayFilled size={14} />}
          onClick={() => void runTests('all')}
        >
          Run on {countOf(count, 'packet')}
        </Button>
      )}
      {!isRunning && wrong > 0 && (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconRefresh size={15} stroke={1.7} />}
          onClick={() => void runTests('again')}
        >
          Run the {wrong === 1 ? 'one' : String(wrong)} that went wrong again
        </Button>
      )}
      {isRunning && (
        <Progress
          className={styles.progress ?? ''}
          value={grid.lines.length === 0 ? 0 : (100 * done) / grid.lines.length}
          aria-label="Packets done"
        />
      )}
      <p className={styles.sentence} role="status">
        {grid === null ? 'Not run yet.' : gridSentence(grid)}
      </p>
      <span className={styles.gap} />
      {testRuns.length > 1 && grid !== null && (
        <Select
          size="xs"
          aria-label="Test run"
          className={styles.earlier ?? ''}
          allowDeselect={false}
          data={testRuns.map(({ testRunId, startedAtUs }, index) => ({
            value: testRunId,
            label: index === 0 ? `Newest, ${formatDate(startedAtUs, { nowUs })}` : formatDate(startedAtUs, { nowUs }),
          }))}
          value={grid.testRunId}
          onChange={picked => {
            if (picked !== null) showTestRun(picked);
          }}
        />
      )}
      <PacketsOfSet />
    </div>
  );
}

/** What stands in for steps' own outputs: loud, since drafts do not do these steps. */
function Pins({ tests: { testSet } }: { tests: OpenTests }) {
  const flow = useStudio(studio => studio.openFlow?.flow ?? null);
  const pinStep = useStudio(studio => studio.pinStep);
  const setPin = useStudio(studio => studio.setPin);
  const titleOf = useStepNames();
  const entries = Object.entries(testSet.pins);
  if (entries.length === 0 || flow === null) return null;
  return (
    <ul className={styles.pins} aria-label="Pinned outputs">
      {entries.map(([id, pin]) => {
        const step = stepOf(flow, id);
        const words = step === undefined ? `${id}: the step is gone` : `${pinWord(step.kind)}: ${titleOf(id)}`;
        return (
          <li key={id}>
            <button
              type="button"
              className={styles.pin}
              data-off={pin.isOff === true || step === undefined || undefined}
              title={step === undefined ? 'Press to take it away.' : 'Press to look at it or change it.'}
              onClick={() => {
                if (step === undefined)
                  void setPin(id as keyof typeof testSet.pins, null); // true: a key of the pins
                else pinStep(step.id);
              }}
            >
              <IconPinnedFilled size={12} aria-hidden />
              {words}
              {pin.isOff === true && ' (off)'}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
