import { lazy, Suspense } from 'react';
import { LateSkeleton } from './late-skeleton.tsx';

/** A run of lines that differs; counted from 1 in the second text. */
export interface LineDifference {
  readonly line: number;
}

export interface MonacoDiffProps {
  readonly was: string;
  readonly is: string;
  readonly language: 'json' | 'plaintext';
  /** What a screen reader calls it. */
  readonly label: string;
  /** Folds what is the same. */
  readonly onlyDifferences: boolean;
  /** The line to bring into view; null leaves the view where it is. */
  readonly line: number | null;
  readonly onDifferences: (differences: readonly LineDifference[]) => void;
}

const MonacoDiffText = lazy(() => import('./monaco-diff-text.tsx').then(({ MonacoDiffText: View }) => ({ default: View })));

/** Two texts side by side with what differs marked, one below the other where there is little room. Nothing in it can be changed. */
export function MonacoDiff(props: MonacoDiffProps) {
  return (
    <Suspense fallback={<LateSkeleton lines={6} />}>
      <MonacoDiffText {...props} />
    </Suspense>
  );
}
