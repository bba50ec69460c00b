import { useCallback, useMemo } from 'react';
import { runAt, type FoldedTrace } from '../../../engine/trace/run-moment.ts';
import type { StepVisit } from '../../../engine/trace/run.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { useRead } from '../../bridge/use-read.ts';
import { valueChanges, type TextPart } from '../compare/value-changes.ts';
import { contextChanges, type ContextChange } from './context-change.ts';
import { Section } from './section.tsx';
import { ValueView } from './value-view.tsx';
import styles from './run-details.module.css';

/** The context before a visit and after it: what the step added, and what it changed, place by place. */
export function ContextSection({ trace, visit }: { trace: FoldedTrace; visit: StepVisit }) {
  const { firstSeq, lastSeq } = visit;
  const [before, after] = useMemo(
    () => [runAt(trace, firstSeq - 1)?.context ?? {}, runAt(trace, lastSeq)?.context ?? {}],
    [trace, firstSeq, lastSeq],
  );
  const changes = contextChanges(before, after);
  const same = Object.keys(after).length - changes.filter(change => change.after !== null).length;
  return (
    <Section title="Context, before and after" note={changes.length === 0 ? 'unchanged' : countOf(changes.length, 'change')}>
      {changes.map(change => (
        <Change key={change.name} change={change} />
      ))}
      {changes.length === 0 && (
        <p className={styles.quiet}>
          {same === 0
            ? 'Nothing was in the context before, and nothing is after.'
            : `${countOf(same, 'value')} before and after, the same.`}
        </p>
      )}
      {changes.length > 0 && same > 0 && <p className={styles.quiet}>{countOf(same, 'other value')} stayed as before.</p>}
    </Section>
  );
}

function Change({ change: { name, before, after } }: { change: ContextChange }) {
  return (
    <div className={styles.change}>
      <p className={styles.changeName}>
        <span className={styles.changeSign}>{before === null ? '+ added' : after === null ? '− removed' : '± changed'}</span>{' '}
        <span className="mono">{name}</span>
      </p>
      {before !== null && after !== null ? <Difference before={before} after={after} /> : <ValueOf of={after ?? before} />}
    </div>
  );
}

const ValueOf = ({ of }: { of: ContextChange['after'] }) => (of === null ? null : <ValueView of={of} />);

function Difference({ before, after }: { before: NonNullable<ContextChange['before']>; after: NonNullable<ContextChange['after']> }) {
  const readWhole = useStudio(studio => studio.readWhole);
  const read = useRead(
    useCallback(() => Promise.all([readWhole(before, 'hidden'), readWhole(after, 'hidden')]), [readWhole, before, after]),
  );
  if (read.kind === 'under-way') return <LateSkeleton lines={2} />;
  if (read.kind === 'trouble') return <p className={styles.trouble}>{read.sentence}</p>;
  const [was, is] = read.value;
  // Too large to be compared place by place, or masked: one above the other, each read as it is asked for.
  if ('missing' in was || 'missing' in is)
    return (
      <>
        <p className={styles.quiet}>Before</p>
        <ValueView of={before} />
        <p className={styles.quiet}>After</p>
        <ValueView of={after} />
      </>
    );
  return valueChanges(was.value, is.value).map(({ place, a, b }) => (
    <div key={place} className={styles.difference}>
      {place !== '' && <p className={styles.quiet}>{place}</p>}
      {a !== null && <Side sign="−" word="before" parts={a} />}
      {b !== null && <Side sign="+" word="after" parts={b} />}
    </div>
  ));
}

const Side = ({ sign, word, parts }: { sign: string; word: string; parts: readonly TextPart[] }) => (
  <p className={styles.side} data-side={word}>
    <span aria-hidden>{sign} </span>
    <span className="unseen">{word}: </span>
    {parts.map((part, index) => (part.how === 'own' ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>))}
  </p>
);
