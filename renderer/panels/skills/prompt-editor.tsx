import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SkillHead } from '../../../engine/contract/catalog.ts';
import { useStudio } from '../../state/studio.ts';
import styles from './skills.module.css';

/** A skill's prompt, to be changed for this workspace or put back to the shipped one. What is typed is kept until it is saved or taken back. */
export function PromptEditor({ skill }: { skill: SkillHead }) {
  const typed = useStudio(studio => studio.promptEdits[skill.name]);
  const editPrompt = useStudio(studio => studio.editPrompt);
  const savePrompt = useStudio(studio => studio.savePrompt);
  const [busy, setBusy] = useState<'saving' | 'restoring' | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  if (skill.prompt === '' && typed === undefined) return null;

  const save = async (prompt: string | null) => {
    setBusy(prompt === null ? 'restoring' : 'saving');
    setTrouble(await savePrompt(skill.name, prompt));
    setBusy(null);
  };

  return (
    <section className={styles.prompt}>
      <div className={styles.promptHead}>
        <h2 className={styles.subtitle} id="prompt-title">
          Prompt
        </h2>
        {typed !== undefined && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => editPrompt(skill.name, null)}>
            Take back
          </Button>
        )}
        {skill.edited && typed === undefined && (
          <Button variant="default" size="compact-sm" loading={busy === 'restoring'} onClick={() => void save(null)}>
            Take the shipped prompt back
          </Button>
        )}
        <Button
          size="compact-sm"
          disabled={typed === undefined || typed.trim() === ''}
          loading={busy === 'saving'}
          onClick={() => {
            if (typed !== undefined) void save(typed);
          }}
        >
          Save prompt
        </Button>
      </div>
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
      <textarea
        className={styles.promptText}
        aria-labelledby="prompt-title"
        value={typed ?? skill.prompt}
        onChange={event => editPrompt(skill.name, event.currentTarget.value === skill.prompt ? null : event.currentTarget.value)}
      />
      <p className={styles.quiet}>A changed prompt makes the steps that use this skill run again; everything else is reused.</p>
    </section>
  );
}
