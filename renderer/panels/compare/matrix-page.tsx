import { useCallback } from 'react';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { MatrixView } from './matrix-view.tsx';
import { useRead } from '../../bridge/use-read.ts';

/** Two versions over the whole test set, read again whenever a run came to something. */
export function MatrixPage({ a, b }: { a: FlowRef; b: FlowRef }) {
  const readMatrix = useStudio(studio => studio.readMatrix);
  const news = useStudio(studio => studio.comparedNews);
  const [flowA, noA, flowB, noB] = [a.flowId, a.versionNo, b.flowId, b.versionNo];
  const read = useRead(
    useCallback(
      () => readMatrix({ flowId: flowA, versionNo: noA }, { flowId: flowB, versionNo: noB }),
      [readMatrix, flowA, noA, flowB, noB],
    ),
    news,
  );
  if (read.kind === 'under-way') return <LateSkeleton lines={8} />;
  if (read.kind === 'trouble') return <EmptyState sentence={read.sentence} />;
  return <MatrixView a={a} b={b} matrix={read.value} />;
}
