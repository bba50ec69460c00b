import { IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled, IconPencil } from '@tabler/icons-react';
import type { PacketId } from '../../../engine/base/ids.ts';
import type { OpenTests } from '../../../engine/contract/tests.ts';
import type { PacketHead } from '../../../engine/contract/packets.ts';
import { stepTitle } from '../../../engine/flow/flow.ts';
import type { TestLine } from '../../../engine/test-set/test-grid.ts';
import { useStudio } from '../../state/studio.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { KindIcon } from '../kind-icon.tsx';
import { MarkIcon } from '../runs/mark-icon.tsx';
import { StatusPill } from '../runs/mark-pill.tsx';
import { useStepNames } from '../runs/step-names.ts';
import { cellMark, cellSentence, cellWord, expectedWords, LINE_WORDS } from './test-words.ts';
import styles from './tests.module.css';

interface Row {
  readonly packetId: PacketId;
  readonly title: string;
  /** Null until the set was run. */
  readonly line: TestLine | null;
}

/** Packet by step: state, cost and origin of each, how the run ended, and whether that was expected. A cell opens its run at the step. */
export function TestGridTable(props: { tests: OpenTests; inSet: readonly PacketHead[]; onExpect: (packetId: PacketId) => void }) {
  const { tests, inSet, onExpect } = props;
  const flow = useStudio(studio => studio.openFlow?.flow ?? null);
  const shownRunId = useStudio(studio => studio.shownRun?.runId ?? null);
  const goToStep = useStudio(studio => studio.goToStep);
  const pickPacket = useStudio(studio => studio.pickPacket);
  if (flow === null) return null;
  const lines = tests.grid?.lines ?? [];
  const tried = new Set(lines.map(({ packetId }) => packetId));
  const rows: Row[] = [
    ...lines.map(line => ({ packetId: line.packetId, title: line.title, line })),
    ...inSet.filter(({ packetId }) => !tried.has(packetId)).map(({ packetId, title }) => ({ packetId, title, line: null })),
  ];
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Result grid">
      <table className={styles.grid} aria-label="Test set, packet by step">
        <thead>
          <tr>
            <th scope="col" className={styles.packet}>
              Packet
            </th>
            <th scope="col">Came to</th>
            <th scope="col">Expected</th>
            {flow.steps.map(step => (
              <th key={step.id} scope="col" className={styles.step} title={stepTitle(step)}>
                <span>
                  <KindIcon kind={step.kind} size={16} />
                  <span className={styles.stepTitle}>{stepTitle(step)}</span>
                </span>
              </th>
            ))}
            <th scope="col" className={styles.figure}>
              Time
            </th>
            <th scope="col" className={styles.figure}>
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ packetId, title, line }) => (
            <tr key={packetId} data-shown={(line !== null && line.runId !== null && line.runId === shownRunId) || undefined}>
              <th scope="row" className={styles.packet}>
                <button
                  type="button"
                  className={styles.link}
                  title={`Pick “${title}” to run on`}
                  onClick={() => pickPacket(tests.flowId, packetId)}
                >
                  {title}
                </button>
                {line?.isOlder === true && (
                  <span className={styles.older} title="The flow was changed after this run.">
                    older drawing
                  </span>
                )}
              </th>
              <td title={line?.sentence ?? ''}>
                <CameTo line={line} />
              </td>
              <td>
                <ExpectedCell tests={tests} packetId={packetId} title={title} line={line} onExpect={onExpect} />
              </td>
              {flow.steps.map(step => {
                const cell = line?.cells[step.id];
                const runId = line?.runId ?? null;
                if (cell === undefined || runId === null)
                  return (
                    <td key={step.id} className={styles.none}>
                      –
                    </td>
                  );
                const words = cellSentence(cell, stepTitle(step), title);
                return (
                  <td key={step.id}>
                    <button
                      type="button"
                      className={styles.cell}
                      data-pinned={cell.pinned || undefined}
                      aria-label={words}
                      title={words}
                      onClick={() => void goToStep(tests.flowId, runId, step.id)}
                    >
                      <MarkIcon mark={cellMark(cell)} />
                      <span className={styles.word}>{cellWord(cell)}</span>
                      {cell.costMicroUsd > 0 && <span className={styles.money}>{formatMoney(cell.costMicroUsd)}</span>}
                    </button>
                  </td>
                );
              })}
              <td className={styles.figure}>{line === null || line.durationUs === null ? '–' : formatDuration(line.durationUs)}</td>
              <td className={styles.figure}>{line === null || line.costMicroUsd === 0 ? '–' : formatMoney(line.costMicroUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CameTo({ line }: { line: TestLine | null }) {
  if (line === null) return <span className={styles.quiet}>Not run yet</span>;
  const { status } = line;
  if (status === 'queued' || status === 'left' || status === 'refused')
    return (
      <span className={status === 'refused' ? styles.refused : styles.quiet}>
        {LINE_WORDS[status]}
        {status === 'refused' && `: ${line.sentence}`}
      </span>
    );
  return <StatusPill status={status} />;
}

function ExpectedCell(props: {
  tests: OpenTests;
  packetId: PacketId;
  title: string;
  line: TestLine | null;
  onExpect: (packetId: PacketId) => void;
}) {
  const { tests, packetId, title, line, onExpect } = props;
  const titleOf = useStepNames();
  const { cases } = tests.testSet;
  const words = expectedWords(Object.hasOwn(cases, packetId) ? cases[packetId]?.expected : undefined, titleOf);
  const isMet = line?.isMet ?? null;
  const verdict = isMet === null ? '' : isMet ? 'As expected. ' : `Not as expected. ${line?.misses.join(' ') ?? ''} `;
  return (
    <button
      type="button"
      className={styles.expected}
      aria-label={`${verdict}${words === null ? `Say what is expected on ${title}` : `Expected on ${title}: ${words}`}`}
      title={`${verdict}${words === null ? 'Press to say what is expected.' : `Expected: ${words}.`}`}
      onClick={() => onExpect(packetId)}
    >
      {isMet === null ? (
        <IconCircleDashed size={14} aria-hidden className={styles.quiet} />
      ) : isMet ? (
        <IconCircleCheckFilled size={14} aria-hidden className={styles.met} />
      ) : (
        <IconCircleXFilled size={14} aria-hidden className={styles.missed} />
      )}
      <span className={styles.expectedWords}>
        {isMet === false
          ? `no: ${line?.misses[0] ?? ''}`
          : words === null
            ? 'say what is expected'
            : isMet === true
              ? `yes: ${words}`
              : words}
      </span>
      <IconPencil size={12} aria-hidden className={styles.quiet} />
    </button>
  );
}
