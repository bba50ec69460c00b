import { Button, Modal, TextInput } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { AskProblem } from '../../../engine/questions/observatory.ts';
import type { Sheet } from '../../state/observatory-slice.ts';
import { NEW_QUESTION } from '../../state/observatory-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { DangerButton } from '../../ui/danger-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf } from '../../ui/format-count.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { MonacoEditor } from '../../ui/monaco-editor.tsx';
import type { TextProblem } from '../../ui/text-problem.ts';
import styles from './observatory.module.css';
import { ResultTable } from './result-table.tsx';
import { SaveQuestion } from './save-question.tsx';
import { sqlCompletions } from './sql-completions.ts';
import { useSaveCsv } from './use-save-csv.ts';

/** A question as SQL, what may be set in it, and its answer. Nothing that is asked here can change anything. */
export function QuestionPage({ name }: { name: string }) {
  const questions = useStudio(studio => studio.questions);
  const sheet = useStudio(studio => studio.sheets[name]);
  const openSheet = useStudio(studio => studio.openSheet);
  useEffect(() => {
    if (questions !== null) openSheet(name);
  }, [name, openSheet, questions]);
  if (sheet !== undefined) return <QuestionSheet name={name} sheet={sheet} />;
  if (questions === null) return <LateSkeleton lines={8} />;
  return <EmptyState sentence="This question is not in the workspace any more." />;
}

function QuestionSheet({ name, sheet }: { name: string; sheet: Sheet }) {
  const question = useStudio(studio => studio.questions?.find(each => each.name === name));
  const tables = useStudio(studio => studio.askable);
  const writeSheet = useStudio(studio => studio.writeSheet);
  const askSheet = useStudio(studio => studio.askSheet);
  const stopSheet = useStudio(studio => studio.stopSheet);
  const [dialog, setDialog] = useState<'save' | 'remove' | null>(null);
  const problem = sheet.problem ?? sheet.fault;
  return (
    <div className={styles.page} data-place="observatory" data-fixed>
      <header className={styles.head}>
        <h2 className={styles.title} data-alone={Object.keys(sheet.values).length > 0 || undefined}>
          {question?.title ?? 'New question'}
        </h2>
        {Object.entries(sheet.values).map(([parameter, value]) => (
          <TextInput
            key={parameter}
            label={parameter.replaceAll('_', ' ')}
            size="xs"
            value={value}
            onChange={event => writeSheet(name, { values: { ...sheet.values, [parameter]: event.currentTarget.value } })}
            onKeyDown={event => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              void askSheet(name);
            }}
          />
        ))}
        {sheet.isAsking ? (
          <Button size="xs" variant="default" leftSection={<IconPlayerStop size={14} />} onClick={() => stopSheet(name)}>
            Stop
          </Button>
        ) : (
          <Button size="xs" leftSection={<IconPlayerPlay size={14} />} onClick={() => void askSheet(name)}>
            Ask
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => setDialog('save')}>
          Save…
        </Button>
        {question?.own === true && (
          <Button size="xs" variant="subtle" onClick={() => setDialog('remove')}>
            Remove…
          </Button>
        )}
      </header>
      {question !== undefined && <p className={styles.sums}>{question.description}</p>}
      <div className={styles.editor}>
        <MonacoEditor
          value={sheet.sql}
          language="sql"
          label="SQL of the question"
          problems={marks(problem, sheet.sql)}
          completions={(text, position) => sqlCompletions(text, position, tables)}
          onChange={sql => {
            if (sql !== sheet.sql) writeSheet(name, { sql });
          }}
          onRun={() => void askSheet(name)}
        />
      </div>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem.sentence}
        </p>
      )}
      <Answer name={name} sheet={sheet} />
      {dialog === 'save' && <SaveQuestion name={name} sheet={sheet} question={question} onClose={() => setDialog(null)} />}
      {dialog === 'remove' && <RemoveQuestion name={name} title={question?.title ?? name} onClose={() => setDialog(null)} />}
    </div>
  );
}

function Answer({ name, sheet: { answer, isAsking } }: { name: string; sheet: Sheet }) {
  const saveCsv = useSaveCsv();
  if (answer === null)
    return isAsking ? (
      <LateSkeleton lines={6} />
    ) : (
      <EmptyState sentence="Ask with Ctrl+Enter: the answer stands here as a table. :org stands for this organisation." />
    );
  return (
    <>
      {answer.rows.length === 0 ? (
        <EmptyState sentence="No row fits this question." />
      ) : (
        <ResultTable label="Answer" columns={answer.columns} rows={answer.rows} plainTitles />
      )}
      <footer className={styles.foot} role="status">
        <span>
          {answer.truncated
            ? `The first ${countOf(answer.rows.length, 'row')}: add a LIMIT or a WHERE to see the others`
            : countOf(answer.rows.length, 'row')}
          {` in ${answer.tookMs < 1000 ? `${String(answer.tookMs)} ms` : `${(answer.tookMs / 1000).toFixed(1)} s`}`}
          {isAsking ? ', asking again …' : ''}
        </span>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => saveCsv(name === NEW_QUESTION ? 'question' : name, answer.columns, answer.rows)}
        >
          Save as CSV
        </Button>
      </footer>
    </>
  );
}

function RemoveQuestion({ name, title, onClose }: { name: string; title: string; onClose: () => void }) {
  const removeQuestion = useStudio(studio => studio.removeQuestion);
  return (
    <Modal opened onClose={onClose} title={`Remove “${title}”?`}>
      <p className={styles.ask}>Its file leaves the workspace’s questions folder. This cannot be undone here.</p>
      <div className={styles.answers}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <DangerButton
          onPress={() => {
            onClose();
            void removeQuestion(name);
          }}
        >
          Remove
        </DangerButton>
      </div>
    </Modal>
  );
}

/** Where nobody knows the place, nothing is marked and the sentence stands alone. */
const marks = (problem: AskProblem | null, sql: string): readonly TextProblem[] =>
  problem?.position === undefined
    ? NO_MARKS
    : [{ sentence: problem.sentence, position: Math.min(problem.position, Math.max(0, sql.length - 1)), length: problem.length ?? 1 }];

const NO_MARKS: readonly TextProblem[] = [];
