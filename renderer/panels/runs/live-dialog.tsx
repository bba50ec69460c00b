import { Button, Group, Modal, Text } from '@mantine/core';
import type { PlanStep, RunPlan } from '../../../engine/cache/run-plan.ts';
import { useStudio } from '../../state/studio.ts';
import { DangerButton } from '../../ui/danger-button.tsx';
import { countOf } from '../../ui/format-count.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { overLimit } from './over-limit.ts';
import styles from './run-bar.module.css';

/** Asks before a version runs in earnest, and says whom and what it reaches outside. */
export function LiveDialog() {
  const question = useStudio(studio => studio.liveQuestion);
  const answer = useStudio(studio => studio.answerLive);
  const packet = useStudio(studio => studio.packets?.find(({ packetId }) => packetId === studio.liveQuestion?.packetId)?.title ?? '');
  const limits = useStudio(studio => studio.models?.limits ?? null);
  const name = useStudio(studio => studio.openFlow?.flow.name ?? '');
  return (
    <Modal opened={question !== null} onClose={() => void answer(false)} size={540} title={`Run “${name}” live?`}>
      {question !== null && (
        <>
          <Text>
            Version {question.versionNo} runs in earnest on “{packet}”. What you changed on the drawing since is not in it, and pinned
            outputs do not count.
          </Text>
          {question.trouble !== null ? (
            <p className={styles.trouble} role="alert">
              {question.trouble}
            </p>
          ) : question.plan === null ? (
            <LateSkeleton lines={3} />
          ) : (
            <Outside plan={question.plan} limit={limits?.perRunMicroUsd ?? null} />
          )}
          <Group justify="flex-end" mt="lg" gap="sm">
            <Button variant="default" data-autofocus onClick={() => void answer(false)}>
              Not now
            </Button>
            <DangerButton disabled={question.plan === null} onPress={() => void answer(true)}>
              Run live
            </DangerButton>
          </Group>
        </>
      )}
    </Modal>
  );
}

/** What the plan says that the run will reach, step by step. */
function Outside({ plan, limit }: { plan: RunPlan; limit: number | null }) {
  const reaching = plan.steps.filter(({ outside }) => outside !== null && outside !== 'simulated');
  const simulated = plan.steps.filter(({ outside }) => outside === 'simulated');
  const over = overLimit(plan, limit);
  return (
    <>
      {reaching.length === 0 ? (
        <p className={styles.what}>Nothing outside is reached: no product is connected, and nobody is asked.</p>
      ) : (
        <>
          <p className={styles.what}>{countOf(reaching.length, 'step')} may reach the outside:</p>
          <ul className={styles.reaches}>
            {reaching.map(step => (
              <li key={step.id}>
                <strong>{step.title}:</strong> {words(step)}
              </li>
            ))}
          </ul>
        </>
      )}
      {simulated.length > 0 && (
        <p className={styles.what}>
          {simulated.map(({ title }) => `“${title}”`).join(', ')}: the workspace does not say where the product answers, so it is simulated
          even now.
        </p>
      )}
      {plan.totals.atMostCostMicroUsd > 0 && (
        <p className={styles.what}>It is expected to cost {formatMoney(plan.totals.atMostCostMicroUsd)} at most.</p>
      )}
      {over !== null && (
        <p className={styles.trouble} role="note">
          {over}
        </p>
      )}
    </>
  );
}

const words = ({ sentence, outside }: PlanStep): string => (outside === 'model' ? 'asks a model.' : sentence);
