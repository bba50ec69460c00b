import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';

/** Grey lines where something is about to stand; drawn only when it takes longer than 150 ms, so that quick answers do not flicker. */
export function LateSkeleton({ lines }: { lines: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div style={{ display: 'grid', gap: 10, padding: 12 }} role="status" aria-label="Reading">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={14} width={`${90 - ((line * 17) % 40)}%`} />
      ))}
    </div>
  );
}
