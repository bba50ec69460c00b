import { Button } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { FlowProblem } from '../../../engine/flow/flow-problem.ts';
import { quickFixes } from '../../../engine/flow/quick-fixes.ts';
import { useStudio, useStudioStore } from '../../state/studio.ts';
import styles from './problems-panel.module.css';

/** What puts a problem of the open flow right by one press; each can be undone. */
export function FixButtons({ problem, onFixed }: { problem: FlowProblem; onFixed?: () => void }) {
  const store = useStudioStore();
  const flow = useStudio(studio => studio.openFlow?.flow ?? null);
  const catalog = useStudio(studio => studio.catalog);
  const fixes = useMemo(() => (flow === null || catalog === null ? [] : quickFixes(flow, problem, catalog)), [flow, catalog, problem]);
  if (fixes.length === 0) return null;
  return (
    <span className={styles.fixes} role="group" aria-label="Fixes">
      {fixes.map(fix => (
        <Button
          key={fix.label}
          size="compact-xs"
          variant="default"
          leftSection={<IconBulb size={13} />}
          onClick={() => {
            const refusal = store.getState().fixProblem(fix);
            if (refusal === null) onFixed?.();
          }}
        >
          {capital(fix.label)}
        </Button>
      ))}
    </span>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
