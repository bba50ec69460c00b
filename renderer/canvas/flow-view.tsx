import { Loader, SegmentedControl } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { FlowId } from '../../engine/base/ids.ts';
import { FlowOutline } from '../outline/flow-outline.tsx';
import { FLOW_VIEWS } from '../state/desk.ts';
import { useStudio } from '../state/studio.ts';
import { FlowCanvas } from './flow-canvas.tsx';
import styles from './flow-view.module.css';
import { HalfTyped } from './half-typed.tsx';

/** Monaco weighs four megabytes: it is fetched when the JSON is looked at for the first time. */
const FlowJson = lazy(() => import('./flow-json.tsx').then(({ FlowJson: component }) => ({ default: component })));

/** One flow in the centre of the window: as a drawing, line by line, or as its JSON. */
export function FlowView({ flowId }: { flowId: FlowId }) {
  const flow = useStudio(studio => (studio.openFlow?.flowId === flowId ? studio.openFlow.flow : null));
  const view = useStudio(studio => studio.desk.flowView);
  const showFlowAs = useStudio(studio => studio.showFlowAs);
  if (flow === null) return null;
  return (
    <>
      {view === 'canvas' ? (
        <FlowCanvas flow={flow} />
      ) : view === 'outline' ? (
        <FlowOutline flow={flow} />
      ) : (
        <Suspense fallback={<Loader size="sm" className={styles.loader ?? ''} />}>
          <FlowJson flowId={flowId} />
        </Suspense>
      )}
      {view !== 'json' && <HalfTyped />}
      <SegmentedControl
        className={styles.views ?? ''}
        size="xs"
        aria-label="Show the flow as"
        value={view}
        data={FLOW_VIEWS.map(value => ({ value, label: VIEW_WORDS[value] }))}
        onChange={showFlowAs}
      />
    </>
  );
}

const VIEW_WORDS = { canvas: 'Canvas', outline: 'Outline', json: 'JSON' } as const;
