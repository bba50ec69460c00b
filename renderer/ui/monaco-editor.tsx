import { lazy, Suspense } from 'react';
import { LateSkeleton } from './late-skeleton.tsx';
import type { Completion, TextProblem } from './text-problem.ts';

export interface MonacoEditorProps {
  readonly value: string;
  readonly language: 'sql' | 'markdown' | 'json' | 'plaintext';
  /** What a screen reader calls it. */
  readonly label: string;
  readonly problems?: readonly TextProblem[];
  readonly completions?: (text: string, position: number) => readonly Completion[];
  readonly readOnly?: boolean;
  /** Long lines go on below instead of out of sight: for prose. */
  readonly wrap?: boolean;
  readonly onChange?: (text: string) => void;
  /** Ctrl+Enter. */
  readonly onRun?: () => void;
}

const MonacoText = lazy(() => import('./monaco-text.tsx').then(({ MonacoText: View }) => ({ default: View })));

/** A text with its syntax shown, as high and wide as its place. The editor is a megabyte, so it is fetched, from our own files, when the first is shown. */
export function MonacoEditor(props: MonacoEditorProps) {
  return (
    <Suspense fallback={<LateSkeleton lines={4} />}>
      <MonacoText {...props} />
    </Suspense>
  );
}
