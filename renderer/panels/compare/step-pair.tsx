import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ComparedStep } from '../../../engine/compare/run-comparison.ts';
import type { ComparedRun, ComparedRuns } from '../../state/compare-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { KindIcon } from '../kind-icon.tsx';
import { MarkPill } from '../runs/mark-pill.tsx';
import { stepMark } from '../runs/step-mark.ts';
import { placeOf, stepWords } from './divergence-words.ts';
import { stepDelta } from './figure-lines.ts';
import { readContents, stepContents, visitOf } from './step-contents.ts';
import { useRead } from '../../bridge/use-read.ts';
import type { TextPart } from './value-changes.ts';
import styles from './compare.module.css';

/** One step in both runs; open, it shows what went in and came out wherever that differs. */
export function StepPair({ step, runs, isOpen }: { step: ComparedStep; runs: ComparedRuns; isOpen: boolean }) {
  const showDifference = useStudio(studio => studio.showDifference);
  const row = useRef<HTMLLIElement>(null);
  const wish = useStudio(studio => (isOpen ? studio.differenceWish : 0));
  useEffect(() => {
    if (wish > 0) row.current?.scrollIntoView({ block: 'nearest' });
  }, [wish]);
  const Fold = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li ref={row} className={styles.pair} data-open={isOpen || undefined} data-same={step.same || undefined}>
      <div className={styles.line}>
        <button type="button" className={styles.step} aria-expanded={isOpen} onClick={() => showDifference(isOpen ? null : placeOf(step))}>
          <Fold size={14} aria-hidden />
          <KindIcon kind={step.kind} size={20} />
          <span className={styles.name}>
            {step.title}
            {step.visit > 1 && ` ×${String(step.visit)}`}
          </span>
        </button>
        <SideFacts side={step.a} of={runs.a} step={step} name="A" />
        <SideFacts side={step.b} of={runs.b} step={step} name="B" />
        <span className={styles.words}>
          {stepWords(step)}
          {step.delta !== null && <span className={styles.delta}>{stepDelta(step.delta)}</span>}
        </span>
      </div>
      {isOpen && <Contents step={step} runs={runs} />}
    </li>
  );
}

function SideFacts({ side, of, step, name }: { side: ComparedStep['a']; of: ComparedRun; step: ComparedStep; name: string }) {
  const visit = visitOf(of, step);
  if (side === null) return <span className={styles.facts}>{name}: did not come here</span>;
  const facts = [
    formatDuration(side.durationMs * 1000),
    ...(side.tokens > 0 ? [`${formatCount(side.tokens)} tokens`] : []),
    ...(side.costMicroUsd > 0 ? [formatMoney(side.costMicroUsd)] : []),
    ...(side.citations > 0 ? [countOf(side.citations, 'citation')] : []),
    ...(side.humanOutcome === null ? [] : [`“${side.humanOutcome}”`]),
    ...(side.gateResult === null ? [] : [side.gateResult ? 'pass' : 'fail']),
  ];
  return (
    <span className={styles.facts}>
      <span className="unseen">{name}: </span>
      {visit !== null && <MarkPill mark={stepMark(visit, of.run)} />}
      <span>{facts.join(' · ')}</span>
    </span>
  );
}

function Contents({ step, runs }: { step: ComparedStep; runs: ComparedRuns }) {
  const readWhole = useStudio(studio => studio.readWhole);
  const goToStep = useStudio(studio => studio.goToStep);
  const [masked, setMasked] = useState<'hidden' | 'shown'>('hidden');
  const read = useRead(
    useCallback(() => readContents(stepContents(runs, step), ref => readWhole(ref, masked)), [runs, step, readWhole, masked]),
  );
  return (
    <div className={styles.contents}>
      {read.kind === 'under-way' && <LateSkeleton lines={3} />}
      {read.kind === 'trouble' && <p className={styles.trouble}>{read.sentence}</p>}
      {read.kind === 'here' && read.value.length === 0 && <p className={styles.quiet}>What went in and what came out is the same.</p>}
      {read.kind === 'here' &&
        read.value.map(({ name, changes, note, isMasked }) => (
          <section key={name} aria-label={name}>
            <h4 className={styles.contentName}>{name}</h4>
            {note !== null && (
              <p className={styles.quiet}>
                {note}{' '}
                {isMasked && (
                  <button type="button" className={styles.link} onClick={() => setMasked('shown')}>
                    Show it
                  </button>
                )}
              </p>
            )}
            {changes.slice(0, MOST_CHANGES).map(({ place, a, b }) => (
              <div key={place} className={styles.change}>
                {place !== '' && <p className={styles.place}>{place}</p>}
                <Side parts={a} tag="del" />
                <Side parts={b} tag="ins" />
              </div>
            ))}
            {changes.length > MOST_CHANGES && <p className={styles.quiet}>And {countOf(changes.length - MOST_CHANGES, 'more place')}.</p>}
          </section>
        ))}
      <div className={styles.opens}>
        {[runs.a, runs.b].map(({ run }, index) =>
          visitOf(index === 0 ? runs.a : runs.b, step) === null ? null : (
            <button key={run.runId} type="button" className={styles.link} onClick={() => void goToStep(run.flowId, run.runId, step.id)}>
              Open it in run {index === 0 ? 'A' : 'B'}
            </button>
          ),
        )}
      </div>
    </div>
  );
}

const MOST_CHANGES = 40;

function Side({ parts, tag: Tag }: { parts: readonly TextPart[] | null; tag: 'del' | 'ins' }) {
  if (parts === null) return <p className={styles.none}>{Tag === 'del' ? 'not in A' : 'not in B'}</p>;
  return (
    <p className={styles.text}>
      {parts.map(({ text, how }, index) =>
        how === 'own' ? (
          <Tag key={index}>{text}</Tag>
        ) : (
          <span key={index} className={how === 'cut' ? styles.cut : undefined}>
            {text}
          </span>
        ),
      )}
    </p>
  );
}
