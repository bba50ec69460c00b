import type { Viewport } from '@xyflow/react';
import { Button, Switch } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { StepId } from '../../../engine/base/ids.ts';
import type { FlowDiff } from '../../../engine/flow/flow-change.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../canvas/card-measures.ts';
import { placeSteps } from '../../canvas/place-steps.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { edgesApart, stepDifferences } from './step-differences.ts';
import { DifferencePill, StillCanvas } from './still-canvas.tsx';
import styles from './compare.module.css';

interface VersionsViewProps {
  readonly was: Flow;
  readonly is: Flow;
  readonly diff: FlowDiff;
  readonly names: readonly [string, string];
}

/** Two drawings that pan and zoom as one, what differs marked in both, and said in sentences: beside them where there is room, else beneath. */
export function VersionsView({ was, is, diff, names }: VersionsViewProps) {
  const [view, setView] = useState<Viewport | null>(null);
  const [moves, setMoves] = useState<'hidden' | 'shown'>('hidden');
  const place = useRef<HTMLDivElement>(null);
  const difference = useStudio(studio => studio.difference);
  const showDifference = useStudio(studio => studio.showDifference);
  const exportVersions = useStudio(studio => studio.exportVersions);
  const setDifferences = useStudio(studio => studio.setDifferences);
  const marks = useMemo(() => stepDifferences(was, is, diff, moves), [was, is, diff, moves]);
  const apart = useMemo(() => [edgesApart(was, is), edgesApart(is, was)] as const, [was, is]);
  useEffect(() => {
    const stepIds = [...new Set(diff.changes.flatMap(({ stepId }) => stepId ?? []))];
    setDifferences(stepIds, null);
  }, [diff, setDifferences]);
  useEffect(() => {
    const point = difference === null ? undefined : (placeSteps(is).get(difference as StepId) ?? placeSteps(was).get(difference as StepId)); // true: here differences are named by step id
    const size = place.current?.getBoundingClientRect();
    if (point === undefined || size === undefined) return;
    setView(before => {
      const zoom = before?.zoom ?? 0.75;
      return { zoom, x: size.width / 4 - (point.x + CARD_WIDTH / 2) * zoom, y: size.height / 2 - (point.y + CARD_HEIGHT / 2) * zoom };
    });
  }, [difference, is, was]);
  const words = (name: string, flow: Flow) => `${name} of ${flow.name}: ${countOf(Object.keys(marks).length, 'step')} differ`;
  return (
    <div className={styles.versions}>
      <div ref={place} className={styles.panes}>
        {[was, is].map((flow, index) => (
          <section key={index} className={styles.pane} aria-label={`${index === 0 ? 'A' : 'B'}: ${names[index] ?? ''}`}>
            <h3 className={styles.paneTitle}>
              <b>{index === 0 ? 'A' : 'B'}</b> {names[index]}
            </h3>
            <div className={styles.drawing}>
              <StillCanvas
                label={words(names[index] ?? '', flow)}
                flow={flow}
                differences={marks}
                apart={apart[index] ?? apart[0]}
                selected={difference}
                onSelect={showDifference}
                view={view}
                onView={setView}
              />
            </div>
          </section>
        ))}
      </div>
      <section className={styles.sentences} aria-label="Differences in sentences">
        <div className={styles.sentencesHead}>
          <h3 className={styles.subtitle}>
            {diff.changes.length === 0
              ? diff.layoutOnly
                ? 'They differ in nothing that a run could notice.'
                : 'Both are the same.'
              : countOf(diff.changes.length, 'difference')}
          </h3>
          <span className={styles.ways}>
            <Switch
              size="xs"
              label="Moved steps too"
              checked={moves === 'shown'}
              onChange={event => setMoves(event.currentTarget.checked ? 'shown' : 'hidden')}
            />
            <Button size="compact-sm" variant="default" onClick={() => exportVersions(is.name, diff, names)}>
              Export
            </Button>
          </span>
        </div>
        <ul className={styles.changes}>
          {diff.changes.map(({ stepId, sentence, path, kind }) => {
            const mark = stepId === undefined ? undefined : marks[stepId];
            return (
              <li
                key={`${kind} ${stepId ?? ''} ${path ?? ''} ${sentence}`}
                data-current={(stepId !== undefined && stepId === difference) || undefined}
              >
                {mark !== undefined && <DifferencePill difference={mark} />}
                {stepId === undefined ? (
                  <span>{sentence}</span>
                ) : (
                  <button type="button" className={styles.change} onClick={() => showDifference(stepId)}>
                    {sentence}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
