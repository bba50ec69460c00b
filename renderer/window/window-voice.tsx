import { STATUS_WORDS } from '../panels/runs/run-sentence.ts';
import { useStudio } from '../state/studio.ts';
import { countOf } from '../ui/format-count.ts';

/** Says to screen readers what happens without being asked for: how the shown run stands, and how many problems the flow has. */
export function WindowVoice() {
  const status = useStudio(studio => studio.shownRun?.run?.state.status ?? null);
  const problems = useStudio(studio => studio.problems.length);
  const hasFlow = useStudio(studio => studio.openFlow !== null);
  return (
    <>
      <div className="unseen" role="status">
        {status === null ? '' : `The run: ${STATUS_WORDS[status].toLowerCase()}.`}
      </div>
      <div className="unseen" role="status">
        {hasFlow ? (problems === 0 ? 'No problems.' : `${countOf(problems, 'problem')}.`) : ''}
      </div>
    </>
  );
}
