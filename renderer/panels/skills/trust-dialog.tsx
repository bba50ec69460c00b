import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { OwnSkillView, SkillShelf } from '../../../engine/contract/skills.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { formatDate } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import styles from './skills.module.css';

/** Whether the skills that the workspace brings along are used: what they are, whose, and what they may do. */
export function TrustDialog() {
  const isAsked = useStudio(studio => studio.trustAsked);
  const shelf = useStudio(studio => studio.shelf);
  const askTrust = useStudio(studio => studio.askTrust);
  return (
    <Modal opened={isAsked && shelf !== null} onClose={() => askTrust(false)} title="Do you trust this workspace’s own skills?" size={560}>
      {shelf !== null && <Question shelf={shelf} />}
    </Modal>
  );
}

function Question({ shelf }: { shelf: SkillShelf }) {
  const decide = useStudio(studio => studio.decideTrust);
  const [trouble, setTrouble] = useState<string | null>(null);
  const nowUs = useNowUs(false);
  const { own, trust, decided } = shelf;
  const say = (decision: 'trusted' | 'restricted' | null) => void decide(decision).then(setTrouble);
  const hasCode = own.some(({ kind }) => kind === 'coded');
  return (
    <div className={styles.question}>
      <p className={styles.description}>
        The workspace in <code className="mono">{shelf.folder}</code>, of the organisation “{shelf.orgName}” as it says, brings{' '}
        {countOf(own.length, 'skill')} of its own:
      </p>
      <ul className={styles.brought}>
        {own.map(skill => (
          <li key={skill.name}>
            <strong>{skill.title}</strong> <span className={styles.badge}>{skill.kind === 'coded' ? 'code' : 'prompt'}</span>
            <p className={styles.quiet}>{broughtWords(skill)}</p>
          </li>
        ))}
      </ul>
      <p className={styles.description}>
        A prompt decides what your models are asked about your evidence, and so what they answer.
        {hasCode
          ? ' Code runs on this computer in a process of its own, without files, network or secrets; it sees the evidence of its steps and may ask your models with it, which can cost money.'
          : ''}{' '}
        Trust it when you know whom it comes from.
      </p>
      <p className={styles.quiet}>
        Without trust everything else works: shipped skills answer, and a step that needs one of these stops and says so. The decision is
        kept in your own settings and can be changed here at any time.
        {decided === null
          ? ''
          : ` Now: ${trust === 'trusted' ? 'trusted' : 'restricted'}, decided ${formatDate(decided.atUs, { nowUs })} by ${decided.by.replace(/^user:/, '')}.`}
      </p>
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" data-autofocus onClick={() => say('restricted')}>
          {trust === 'trusted' ? 'Trust it no longer' : 'Stay restricted'}
        </Button>
        <Button onClick={() => say('trusted')}>Trust this workspace</Button>
      </Group>
    </div>
  );
}

const broughtWords = ({ name, description, replaces, author }: OwnSkillView): string =>
  [
    replaces ? `Stands in for the shipped skill ${name}.` : '',
    description,
    author === null || author === '' ? '' : `It says of itself that it is by ${author}.`,
  ]
    .filter(part => part !== '')
    .join(' ');
