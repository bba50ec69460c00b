import { useState } from 'react';
import { useStudio } from '../state/studio.ts';
import styles from './flow-name.module.css';

/** The open flow's name, to be written over in place; Enter and leaving it keep it, Escape does not. */
export function FlowName() {
  const name = useStudio(studio => studio.openFlow?.flow.name ?? null);
  const renameFlow = useStudio(studio => studio.renameFlow);
  const [typed, setTyped] = useState<string | null>(null);
  if (name === null) return <span className={styles.nothing}>Atelier Studio</span>;
  const shown = typed ?? name;
  const keep = () => {
    if (typed !== null && typed.trim() !== '' && typed.trim() !== name) renameFlow(typed.trim());
    setTyped(null);
  };
  return (
    <h1 className={styles.title} data-value={shown} title={name}>
      <input
        className={styles.name}
        aria-label="Name of the flow"
        value={shown}
        maxLength={200}
        size={1}
        spellCheck={false}
        onChange={event => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={event => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
    </h1>
  );
}
