import { useVirtualizer } from '@tanstack/react-virtual';
import { IconPlus } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import type { StepId } from '../../engine/base/ids.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { FindBar } from '../canvas/find-bar.tsx';
import { Palette } from '../canvas/palette.tsx';
import { edgeId } from '../canvas/step-links.ts';
import { useClipboard } from '../canvas/use-clipboard.ts';
import { useOverlay } from '../canvas/use-overlay.ts';
import { useStudio, useStudioStore } from '../state/studio.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { countOf } from '../ui/format-count.ts';
import { ConnectStep } from './connect-step.tsx';
import styles from './flow-outline.module.css';
import { outlineRows, unfoldedRows } from './outline-rows.ts';
import { OutlineLine } from './outline-line.tsx';
import { OutlineToolbar } from './outline-toolbar.tsx';
import { useOutlineHands } from './use-outline-hands.ts';
import { wayWords } from './way-words.ts';

const LINE_PX = 48;
/** Lines drawn above and below those in view. */
const OVERSCAN = 8;

/** The flow as lines, one a step, in the order in which it is gone through; all that can be done on the canvas can be done here by keyboard. */
export function FlowOutline({ flow }: { flow: Flow }) {
  const store = useStudioStore();
  const folded = useStudio(studio => studio.foldedSteps);
  const selection = useStudio(studio => studio.selection);
  const renaming = useStudio(studio => studio.renaming);
  const palette = useStudio(studio => studio.palette);
  const connecting = useStudio(studio => studio.connecting);
  const announcement = useStudio(studio => studio.announcement);
  const overlay = useOverlay();
  const tree = useRef<HTMLDivElement>(null);
  const all = outlineRows(flow);
  const rows = useMemo(() => unfoldedRows(all, folded), [all, folded]);
  const order = useMemo(() => new Map(all.map(({ step }, index) => [step.id, index])), [all]);
  const steps = useMemo(() => new Map(flow.steps.map(step => [step.id, step])), [flow]);
  const problems = useMemo(() => Map.groupBy(overlay.problems, problem => problem.stepId), [overlay.problems]);
  const selected = useMemo(() => new Set(selection), [selection]);
  const current = selection.at(-1);
  const currentIndex = rows.findIndex(({ step }) => step.id === current);
  // The virtualizer keeps its own state and re-renders through it; the compiler's memoisation is not in use here.
  // oxlint-disable-next-line hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => tree.current,
    estimateSize: () => LINE_PX,
    overscan: OVERSCAN,
    // The current line is always drawn: the tree tells of it by its id.
    rangeExtractor: range => withIndex(span(range), currentIndex),
  });
  useOutlineHands(tree, virtual, rows);
  useClipboard();
  useEffect(() => {
    const [stepId] = store.getState().selection.slice(-1);
    if (stepId !== undefined) store.getState().hands?.bringIntoView(stepId);
  }, [store]);

  return (
    <div className={styles.outline} data-place="outline">
      <OutlineToolbar />
      {flow.steps.length === 0 && <EmptyOutline />}
      <div
        ref={tree}
        className={styles.tree}
        role="tree"
        tabIndex={0}
        aria-label={`Outline of ${flow.name}: ${countOf(flow.steps.length, 'step')}`}
        aria-multiselectable
        aria-describedby="outline-keys"
        {...(currentIndex < 0 ? {} : { 'aria-activedescendant': lineId(current ?? '') })}
      >
        <div className={styles.lines} role="none" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(place => {
            const row = rows[place.index];
            if (row === undefined) return null;
            const { id } = row.step;
            return (
              <OutlineLine
                key={id}
                id={lineId(id)}
                topPx={place.start}
                row={row}
                ways={wayWords(row.step, order, steps)}
                isStart={flow.start === id}
                isTaken={way => overlay.taken.has(edgeId(way))}
                chip={overlay.chips[id] ?? null}
                plan={overlay.plan?.[id] ?? null}
                problems={problems.get(id) ?? NO_PROBLEMS}
                isFolded={folded.has(id)}
                isSelected={selected.has(id)}
                isCurrent={id === current}
                isRenaming={renaming === id}
                onPress={how => store.getState().selectRow(id, how)}
                onRename={() => store.getState().rename(id)}
                onFold={isFolded => store.getState().foldRow(id, isFolded)}
              />
            );
          })}
        </div>
      </div>
      <p id="outline-keys" className="unseen">
        Up and down go from line to line, left and right fold and unfold branches, Enter writes the title, A adds a step after the line, C
        connects it, Alt with up or down moves it, Delete removes it and closes the gap. The question mark lists all keys.
      </p>
      <div className="unseen" aria-live="polite">
        {announcement}
      </div>
      <FindBar flow={flow} />
      {palette !== null && <Palette wish={palette} />}
      {connecting !== null && steps.has(connecting) && <ConnectStep key={connecting} flow={flow} stepId={connecting} />}
    </div>
  );
}

const lineId = (stepId: StepId | ''): string => `outline-${stepId}`;
const NO_PROBLEMS: readonly never[] = [];

function EmptyOutline() {
  const addRow = useStudio(studio => studio.addRow);
  return (
    <div className={styles.empty}>
      <EmptyState
        sentence="The steps of the flow stand here line by line, in the order in which a run goes through them."
        action={
          <Button leftSection={<IconPlus size={16} />} onClick={() => addRow('after')}>
            Add the first step
          </Button>
        }
      />
    </div>
  );
}

const span = ({ startIndex, endIndex, overscan, count }: { startIndex: number; endIndex: number; overscan: number; count: number }) => {
  const from = Math.max(0, startIndex - overscan);
  const to = Math.min(count - 1, endIndex + overscan);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_none, index) => from + index);
};

const withIndex = (indexes: number[], index: number): number[] =>
  index < 0 || indexes.includes(index) ? indexes : [...indexes, index].toSorted((a, b) => a - b);
