import { useMemo } from 'react';
import type { Flow } from '../../../engine/flow/flow.ts';
import { flowText } from '../../../engine/flow/flow-text.ts';
import { useStudio } from '../../state/studio.ts';
import { MonacoDiff } from '../../ui/monaco-diff.tsx';
import styles from './compare.module.css';

/** Two versions as the files they would be, line by line; places on the canvas are in them too. */
export function FilesView({ was, is, names }: { was: Flow; is: Flow; names: readonly [string, string] }) {
  const only = useStudio(studio => studio.onlyDifferences);
  const difference = useStudio(studio => studio.difference);
  const setDifferences = useStudio(studio => studio.setDifferences);
  const texts = useMemo(() => [flowText(was), flowText(is)] as const, [was, is]);
  return (
    <div className={styles.files} role="region" aria-label={`The files of ${names.join(' and ')}`}>
      <div className={styles.fileNames}>
        <span>
          <b>A</b> {names[0]}
        </span>
        <span>
          <b>B</b> {names[1]}
        </span>
      </div>
      <div className={styles.fileTexts}>
        <MonacoDiff
          was={texts[0]}
          is={texts[1]}
          language="json"
          label="Files side by side"
          onlyDifferences={only}
          line={difference === null ? null : Number(difference)}
          onDifferences={found =>
            setDifferences(
              found.map(({ line }) => String(line)),
              null,
            )
          }
        />
      </div>
    </div>
  );
}
