import { IconSparkles } from '@tabler/icons-react';
import type { SkillHead } from '../../../engine/contract/catalog.ts';
import type { JsonSchema } from '../../../engine/base/json-schema.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import type { Panel } from '../panel.ts';
import { PromptEditor } from './prompt-editor.tsx';
import { schemaLines } from './schema-lines.ts';
import styles from './skills.module.css';

export const SKILL_PAGE: Panel = { id: 'skill', title: 'Skill', icon: IconSparkles, place: 'page', View: SkillPage };

/** One skill in a tab of the centre: what it does, what it takes and gives, and its prompt to change. */
function SkillPage({ subject }: { subject: string }) {
  const known = useStudio(studio => studio.catalog !== null);
  const skill = useStudio(studio => studio.catalog?.skills.find(one => one.name === subject));
  if (skill !== undefined) return <Skill skill={skill} />;
  return known ? <EmptyState sentence={`The skill ${subject} is no longer in this workspace.`} /> : <LateSkeleton lines={8} />;
}

function Skill({ skill }: { skill: SkillHead }) {
  return (
    <article className={styles.page} aria-label={skill.title}>
      <header className={styles.head}>
        <h1 className={styles.title}>{skill.title}</h1>
        {skill.edited && <span className={styles.badge}>Edited in this workspace</span>}
      </header>
      <p className={styles.description}>{skill.description}</p>
      <p className={styles.facts}>
        <code className="mono">{skill.name}</code>
        <span>Version {skill.version}</span>
        <span>Model class {skill.modelClass}</span>
        <span>{skill.kind === 'prompt' ? 'Prompt skill' : 'Coded skill'}</span>
      </p>
      <PromptEditor skill={skill} />
      <div className={styles.schemas}>
        <Fields title="It is given" schema={skill.input} />
        <Fields title="It answers" schema={skill.output} />
      </div>
    </article>
  );
}

/** A schema as a list of fields. */
export function Fields({ title, schema }: { title: string; schema: JsonSchema }) {
  const lines = schemaLines(schema);
  return (
    <section className={styles.fields}>
      <h2 className={styles.subtitle}>{title}</h2>
      {lines.length === 0 ? (
        <p className={styles.quiet}>Nothing is asked for by name.</p>
      ) : (
        <ul className={styles.lines}>
          {lines.map(line => (
            <li key={line.path} style={{ paddingLeft: line.depth * 16 }}>
              <code className="mono">{line.name}</code>{' '}
              <span className={styles.quiet}>
                {line.what}
                {line.required ? '' : ', optional'}
              </span>
              {line.description !== '' && <p className={styles.quiet}>{line.description}</p>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
