import type { Tried } from '../../../engine/contract/skills.ts';
import { countOf } from '../../ui/format-count.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { JsonView } from '../run-details/json-view.tsx';
import { words } from '../inspector/form-shape.ts';
import styles from './skills.module.css';

/** What a skill said to a sample: its answer, what it cost, where it came from, and what the model was asked. */
export function TrialResult({ tried }: { tried: Tried }) {
  const { answer, taken, misses, prompt, question } = tried;
  return (
    <>
      {answer.status === 'failed' ? (
        <p className={styles.trouble} role="alert">
          {answer.error.message}
        </p>
      ) : (
        <div className={styles.answer} role="group" aria-label="Answer">
          <JsonView value={answer.output} />
        </div>
      )}
      <p className={styles.facts}>
        <span>{tried.provider === tried.modelId ? tried.provider : `${tried.provider} ${tried.modelId}`}</span>
        <span>
          {countOf(tried.inputTokens, 'token')} read, {tried.outputTokens} written
        </span>
        <span>{formatMoney(tried.costMicroUsd)}</span>
        <span>{formatDuration(tried.tookUs)}</span>
      </p>
      {misses.map((miss, index) => (
        <details key={index} className={styles.fold}>
          <summary>
            Answer {index + 1} did not fit; {index < 2 ? 'the model was told and asked again' : 'it was the last one'}
          </summary>
          <ul className={styles.faults}>
            {miss.problems.map(problem => (
              <li key={problem} data-severity="warning">
                {problem}
              </li>
            ))}
          </ul>
          <JsonView value={miss.output} />
        </details>
      ))}
      {answer.status === 'ok' && <WhereFrom taken={taken} />}
      {answer.status === 'ok' && answer.markdown !== null && (
        <details className={styles.fold}>
          <summary>The document it writes</summary>
          <pre className={styles.resolved}>{answer.markdown}</pre>
        </details>
      )}
      {prompt !== null && (
        <details className={styles.fold}>
          <summary>The prompt, filled in</summary>
          <pre className={styles.resolved}>{prompt.slice(0, MOST_CHARS)}</pre>
        </details>
      )}
      {question !== null && (
        <details className={styles.fold}>
          <summary>What the model was sent, evidence in its fences</summary>
          <pre className={styles.resolved}>{question.slice(0, MOST_CHARS)}</pre>
        </details>
      )}
    </>
  );
}

/** More than this nobody reads here. */
const MOST_CHARS = 64_000;

function WhereFrom({ taken }: { taken: Tried['taken'] }) {
  if (taken.length === 0) return <p className={styles.quiet}>No text of the answer stands word for word in the sample.</p>;
  return (
    <details className={styles.fold} open>
      <summary>Where it came from</summary>
      <ul className={styles.taken}>
        {taken.map(({ pointer, field, quote, start, end }) => (
          <li key={`${pointer} ${start}`}>
            <span className={styles.quiet} title={`Characters ${start} to ${end} of ${field}`}>
              {words(pointer.split('/')[1] ?? '')} from {field}
            </span>
            <q>{quote}</q>
          </li>
        ))}
      </ul>
    </details>
  );
}
