import { Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { PlanStep } from '../../../engine/cache/run-plan.ts';
import { PLAN_PANEL_ID, type ShownPlan } from '../../state/plan-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { KindIcon } from '../kind-icon.tsx';
import type { Panel } from '../panel.ts';
import { overLimit } from '../runs/over-limit.ts';
import { useStepNames } from '../runs/step-names.ts';
import { planCost, planSentence, verdictOf } from './plan-marks.ts';
import { PlanPill } from './plan-pill.tsx';
import { freshPlan } from './use-fresh-plan.ts';
import styles from './plan.module.css';

export const PLAN_PANEL: Panel = { id: PLAN_PANEL_ID, title: 'Plan', icon: IconListCheck, place: 'bottom', View: PlanPanel };

/** What a run of the drawing on the picked packet would do, step by step, before it does. */
function PlanPanel() {
  const hasFlow = useStudio(studio => studio.openFlow !== null);
  const shown = useStudio(studio => (studio.shownPlan?.flowId === studio.openFlow?.flowId ? studio.shownPlan : null));
  const isFresh = useStudio(studio => freshPlan(studio) !== null);
  const planning = useStudio(studio => studio.planning);
  const refusal = useStudio(studio => studio.planRefusal);
  const planRun = useStudio(studio => studio.planRun);
  const showBottom = useStudio(studio => studio.showBottom);
  useReplanning();
  if (!hasFlow) return <EmptyState sentence="Open a flow to see what its run would do." />;
  if (refusal !== null && !planning)
    return (
      <div className={styles.refusal} role="status">
        <h3 className={styles.title}>{refusal.title}</h3>
        <ul>
          {refusal.sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <div className={styles.ways}>
          {refusal.way === 'problems' && (
            <Button size="compact-sm" onClick={() => showBottom('problems')}>
              Show the problems
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => void planRun()}>
            Plan again
          </Button>
        </div>
      </div>
    );
  if (shown === null)
    return planning ? (
      <LateSkeleton lines={4} />
    ) : (
      <EmptyState
        sentence="The plan says, before anything runs, which steps are reused, which will run and why, and what that costs."
        action={<Button onClick={() => void planRun()}>Plan the run</Button>}
      />
    );
  return <PlanList shown={shown} isFresh={isFresh} />;
}

/** Another drawing, another packet, another run: each may change the plan while one looks at it. */
function useReplanning(): void {
  const flow = useStudio(studio => studio.openFlow?.flow ?? null);
  const picked = useStudio(studio => (studio.openFlow === null ? undefined : studio.desk.packets[studio.openFlow.flowId]));
  const packets = useStudio(studio => studio.packets);
  const runs = useStudio(studio => studio.runs);
  const testSet = useStudio(studio => studio.tests?.testSet);
  const liveFlow = useStudio(studio => studio.liveFlow);
  const planSoon = useStudio(studio => studio.planSoon);
  useEffect(() => {
    if (flow !== null && packets !== null) planSoon();
  }, [flow, picked, packets, runs, testSet, liveFlow, planSoon]);
}

function PlanList({ shown, isFresh }: { shown: ShownPlan; isFresh: boolean }) {
  const titleOf = useStepNames();
  const { plan } = shown;
  const over = overLimit(
    plan,
    useStudio(studio => studio.models?.limits.perRunMicroUsd ?? null),
  );
  return (
    <div className={styles.plan} data-stale={!isFresh || undefined}>
      <p className={styles.sentence} role="status">
        {isFresh ? planSentence(plan) : 'Something changed: looking again what a run would do.'}
      </p>
      {over !== null && (
        <p className={styles.over} role="note">
          {over}
        </p>
      )}
      <table className={styles.table} aria-label="Plan of the run">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Would be</th>
            <th scope="col">Why</th>
            <th scope="col" className={styles.figure}>
              Tokens
            </th>
            <th scope="col" className={styles.figure}>
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.steps.map(step => (
            <PlanRow key={step.id} step={step} />
          ))}
          {plan.notReached.map(stepId => (
            <tr key={stepId} className={styles.quiet}>
              <th scope="row">{titleOf(stepId)}</th>
              <td>
                <PlanPill verdict="not-reached" />
              </td>
              <td>No run on this packet comes here, unless something changes.</td>
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PlanRow({ step }: { step: PlanStep }) {
  const isSelected = useStudio(studio => studio.selection.at(-1) === step.id);
  const select = useStudio(studio => studio.select);
  const showRun = useStudio(studio => studio.showRun);
  const showBottom = useStudio(studio => studio.showBottom);
  const from = step.cachedFrom;
  return (
    <tr data-selected={isSelected || undefined}>
      <th scope="row">
        <button type="button" className={styles.step} aria-current={isSelected} onClick={() => select([step.id])}>
          <KindIcon kind={step.kind} size={20} />
          <span>{step.title}</span>
        </button>
      </th>
      <td>
        <PlanPill verdict={verdictOf(step)} />
      </td>
      <td className={styles.why}>
        {step.sentence}{' '}
        {from !== undefined && (
          <button
            type="button"
            className={styles.link}
            onClick={() => {
              showRun(from.runId);
              showBottom('timeline');
            }}
          >
            Open that run
          </button>
        )}
      </td>
      <td className={styles.figure}>{step.verdict === 'reuse' ? '–' : formatCount(step.expected.tokens)}</td>
      <td className={styles.figure} title={basis(step)}>
        {planCost(step) ?? '–'}
      </td>
    </tr>
  );
}

const basis = ({ verdict, expected: { basedOn } }: PlanStep): string | undefined =>
  verdict === 'reuse' || basedOn === 0 ? undefined : `The median of ${formatCount(basedOn)} recent calls.`;
