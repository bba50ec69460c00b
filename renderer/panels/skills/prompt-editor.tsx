import { Button, Group, Loader, Modal, Text } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { checkPrompt } from '../../../engine/expression/check-prompt.ts';
import type { SkillDetail } from '../../../engine/contract/skills.ts';
import { useStudio } from '../../state/studio.ts';
import { promptLine } from './prompt-line.ts';
import styles from './skills.module.css';

/** Monaco weighs four megabytes: it is fetched when a prompt is looked at for the first time. */
const PromptText = lazy(() => import('./prompt-text.tsx').then(({ PromptText: component }) => ({ default: component })));

/** A skill's prompt, to be changed for this workspace or put back to the shipped one. What is typed is kept until it is saved or taken back. */
export function PromptEditor({ detail }: { detail: SkillDetail }) {
  const { head, origin, promptHash } = detail;
  const edit = useStudio(studio => studio.promptEdits[head.name]);
  const editPrompt = useStudio(studio => studio.editPrompt);
  const savePrompt = useStudio(studio => studio.savePrompt);
  const [busy, setBusy] = useState<'saving' | 'restoring' | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const text = edit?.text ?? head.prompt;
  const problems = useMemo(() => checkPrompt(text, head.input), [text, head.input]);
  const isFaulty = problems.some(({ severity }) => severity === 'error');
  const isMoved = edit !== undefined && edit.over !== promptHash;
  if (head.prompt === '' && edit === undefined) return null;

  const save = async (prompt: string | null, how?: 'over-theirs') => {
    setBusy(prompt === null ? 'restoring' : 'saving');
    setTrouble(await savePrompt(head.name, prompt, how));
    setBusy(null);
  };

  return (
    <section className={styles.prompt} aria-labelledby="prompt-title">
      <div className={styles.promptHead}>
        <h2 className={styles.subtitle} id="prompt-title">
          Prompt
        </h2>
        {edit !== undefined && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => editPrompt(head.name, null)}>
            Take back
          </Button>
        )}
        {origin === 'edited' && edit === undefined && (
          <Button variant="default" size="compact-sm" loading={busy === 'restoring'} onClick={() => setAsking(true)}>
            Take the shipped prompt back
          </Button>
        )}
        <Button
          size="compact-sm"
          disabled={edit === undefined || text.trim() === '' || isFaulty || isMoved}
          loading={busy === 'saving'}
          onClick={() => void save(text)}
        >
          {origin === 'shipped' ? 'Save as this workspace’s own' : 'Save prompt'}
        </Button>
      </div>
      {isMoved && (
        <p className={styles.notice} role="status">
          The prompt was changed elsewhere while you typed.
          <Button variant="subtle" size="compact-sm" onClick={() => editPrompt(head.name, null)}>
            Take theirs
          </Button>
          <Button variant="subtle" size="compact-sm" disabled={isFaulty} onClick={() => void save(text, 'over-theirs')}>
            Save mine over it
          </Button>
        </p>
      )}
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
      <Suspense fallback={<Loader size="sm" className={styles.loader ?? ''} />}>
        <PromptText skill={head.name} text={text} input={head.input} problems={problems} onType={typed => editPrompt(head.name, typed)} />
      </Suspense>
      <ul className={styles.faults} aria-label="Problems of the prompt" aria-live="polite">
        {problems.map(problem => (
          <li key={`${problem.start} ${problem.message}`} data-severity={problem.severity}>
            Line {promptLine(text, problem.start)}: {problem.message}
          </li>
        ))}
      </ul>
      <p className={styles.quiet}>
        {origin === 'shipped'
          ? 'This skill ships with the program. What you save here counts in this workspace alone, and the shipped prompt can be taken back. '
          : ''}
        A changed prompt makes the steps that use this skill run again; everything else is reused.
      </p>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title="Take the shipped prompt back?" size={460}>
        <Text>This workspace’s own prompt of “{head.title}” gives way to the shipped one. It stays among the earlier prompts below.</Text>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep mine
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              setAsking(false);
              void save(null);
            }}
          >
            Take the shipped prompt back
          </Button>
        </Group>
      </Modal>
    </section>
  );
}
