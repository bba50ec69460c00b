import { Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useEffect } from 'react';
import { shortHash } from '../../../engine/base/hash.ts';
import type { SkillDetail } from '../../../engine/contract/skills.ts';
import { flowTab } from '../../state/desk.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDate } from '../../ui/format-date.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import { shortPlace } from './problem-place.ts';
import { PromptEditor } from './prompt-editor.tsx';
import { SchemaFields } from './schema-fields.tsx';
import { SkillTrial } from './skill-trial.tsx';
import styles from './skills.module.css';

export const SKILL_PAGE: Panel = { id: 'skill', title: 'Skill', icon: IconSparkles, place: 'page', View: SkillPage };

/** One skill in a tab of the centre: what it does, what it takes and gives, its prompt to change, and a trial of it. */
function SkillPage({ subject }: { subject: string }) {
  const detail = useStudio(studio => studio.skillDetails[subject]);
  const readSkill = useStudio(studio => studio.readSkill);
  const fault = useStudio(studio => studio.shelf?.problems.find(({ skill, severity }) => skill === subject && severity === 'error'));
  useEffect(() => void readSkill(subject), [readSkill, subject]);
  if (detail === undefined) return <LateSkeleton lines={8} />;
  if (typeof detail === 'string') return <EmptyState sentence={fault?.sentence ?? `The skill ${subject} cannot be shown. ${detail}`} />;
  return <Skill detail={detail} />;
}

const ORIGIN_BADGES: Readonly<Record<SkillDetail['origin'], string | null>> = {
  shipped: null,
  edited: 'Edited in this workspace',
  own: 'This workspace’s own',
};

function Skill({ detail }: { detail: SkillDetail }) {
  const { head, origin, model } = detail;
  const shelf = useStudio(studio => studio.shelf);
  const badge = ORIGIN_BADGES[origin];
  return (
    <article className={styles.page} aria-label={head.title}>
      <header className={styles.head}>
        <h1 className={styles.title}>{head.title}</h1>
        {badge !== null && <span className={styles.badge}>{badge}</span>}
      </header>
      <p className={styles.description}>{head.description}</p>
      <p className={styles.facts}>
        <code className="mono" title={detail.place}>
          {head.name}
        </code>
        <span>Version {head.version}</span>
        <span>{head.kind === 'prompt' ? 'Prompt skill' : 'Coded skill'}</span>
        <span title={model === null ? undefined : `${model.provider} ${model.modelId}`}>
          {model === null ? 'Code answers, no model' : `Model class ${head.modelClass}, answered by ${model.provider}`}
        </span>
        <span title={`Prompt ${detail.promptHash}, code ${detail.codeVersion}: what the cache tells answers apart by`}>
          Prompt <code className="mono">{shortHash(detail.promptHash)}</code>
        </span>
      </p>
      {shelf?.problems
        .filter(({ skill }) => skill === head.name)
        .map(({ sentence, severity }) => (
          <p key={sentence} className={severity === 'error' ? styles.trouble : styles.notice}>
            {shortPlace(sentence, shelf.folder)}
          </p>
        ))}
      <UsedBy detail={detail} />
      <PromptEditor detail={detail} />
      <div className={styles.schemas}>
        <SchemaFields title="It is given" schema={head.input} />
        <SchemaFields title="It answers" schema={head.output} />
      </div>
      <SkillTrial detail={detail} />
      <EarlierPrompts detail={detail} />
    </article>
  );
}

function UsedBy({ detail: { usedBy } }: { detail: SkillDetail }) {
  const openTab = useStudio(studio => studio.openTab);
  if (usedBy.length === 0) return <p className={styles.quiet}>No flow uses it yet: choose it in a Sage step’s form.</p>;
  return (
    <p className={styles.usedBy}>
      <span className={styles.quiet}>Used by</span>
      {usedBy.map(({ flowId, name, steps }) => (
        <Button
          key={flowId}
          variant="default"
          size="compact-sm"
          title={steps.map(({ title }) => title).join(', ')}
          onClick={() => openTab(flowTab(flowId, name))}
        >
          {name}
          {steps.length > 1 ? ` (${steps.length} steps)` : ''}
        </Button>
      ))}
    </p>
  );
}

function EarlierPrompts({ detail: { head, earlier } }: { detail: SkillDetail }) {
  const editPrompt = useStudio(studio => studio.editPrompt);
  const nowUs = useNowUs(false);
  if (earlier.length === 0) return null;
  return (
    <section className={styles.earlier}>
      <h2 className={styles.subtitle}>Earlier prompts</h2>
      {earlier.map(({ promptHash, prompt, untilUs }) => (
        <details key={promptHash} className={styles.fold}>
          <summary>
            Until {formatDate(untilUs, { nowUs })} <code className="mono">{shortHash(promptHash)}</code>
          </summary>
          <pre className={styles.resolved}>{prompt}</pre>
          {prompt !== head.prompt && (
            <Button variant="default" size="compact-sm" onClick={() => editPrompt(head.name, prompt)}>
              Put it into the editor
            </Button>
          )}
        </details>
      ))}
    </section>
  );
}
