import type { StepId } from '../../../engine/base/ids.ts';
import { neverHere } from '../../../engine/base/never-here.ts';
import type { Run, StepVisit } from '../../../engine/trace/run.ts';
import type { CachedFrom, TraceRow, Wait } from '../../../engine/trace/trace-row.ts';
import { countOf } from '../../ui/format-count.ts';
import { formatDate, formatTime, runOf, type DateFrame } from '../../ui/format-date.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { actorName, capital } from './actor-name.ts';
import { gateSentence } from './gate-sentence.ts';

/** What a sentence about a visit is made from. */
export interface VisitStory {
  readonly run: Run;
  readonly visit: StepVisit;
  /** The visit's own rows. */
  readonly rows: readonly TraceRow[];
  readonly titleOf: (stepId: StepId) => string;
  readonly frame: DateFrame;
}

/** The rows that tell of one visit. */
export const rowsOfVisit = (rows: readonly TraceRow[], { stepId, visit }: Pick<StepVisit, 'stepId' | 'visit'>): readonly TraceRow[] =>
  rows.filter(row => row.stepId === stepId && row.visit === visit);

/** How a visit stands or ended, in one or two sentences for a person. */
export function visitSentence(story: VisitStory): string {
  const { visit, frame } = story;
  const { state } = visit;
  switch (state.status) {
    case 'running':
      return visit.attempt > 1 ? `Attempt ${visit.attempt} is under way.` : 'This step is under way.';
    case 'backoff':
      return `Attempt ${visit.attempt} failed: ${sentence(state.error.message)} The next one begins at ${formatTime(state.wakeAtUs, frame)}.`;
    case 'waiting':
      return waitSentence(state.wait, state.sinceUs, frame);
    case 'completed':
      if (visit.pinnedBy !== undefined)
        return `An output that ${actorName(visit.pinnedBy)} pinned stood in for the step’s own: nothing was asked or called.`;
      return state.from === 'work' ? completedSentence(story) : reusedSentence(state.cachedFrom, visit.avoidedMicroUsd, story);
    case 'failed':
      return `${visit.attempt > 1 ? `Failed after ${visit.attempt} attempts` : 'Failed'}: ${sentence(state.error.message)}`;
    case 'timed_out':
      return story.rows.some(row => row.kind === 'wait.skipped')
        ? 'The wait was skipped: time was moved on to the deadline.'
        : `Nobody answered in time: the wait was given up after ${tookWords(visit)}.`;
    case 'cancelled':
      return 'This step was stopped before it was over.';
    default:
      return neverHere(state);
  }
}

/** `Waiting for a partner since Tuesday 14:02, until 3 Nov 14:02.` */
export function waitSentence(wait: Wait, sinceUs: number, frame: DateFrame): string {
  const forWhom = wait.subject.kind === 'human' ? actorName(wait.subject.assignee) : wait.subject.eventType;
  const until = wait.deadlineAtUs === null ? '' : `, at the latest until ${formatDate(wait.deadlineAtUs, frame)}`;
  return `Waiting for ${forWhom} since ${sinceWords(sinceUs, frame)}${until}.`;
}

const sinceWords = (atUs: number, frame: DateFrame): string =>
  formatDate(atUs, frame) === 'just now' || formatDate(atUs, frame).endsWith('ago') ? formatTime(atUs, frame) : formatDate(atUs, frame);

function reusedSentence(from: CachedFrom | null, avoidedMicroUsd: number, { run, frame }: VisitStory): string {
  const saves = avoidedMicroUsd > 0 ? `, saves ${formatMoney(avoidedMicroUsd)}` : '';
  if (from === null) return `Reused from an earlier run${saves}.`;
  return from.runId === run.runId ? `Reused from earlier in this run${saves}.` : `Reused from ${runOf(from.atUs, frame)}${saves}.`;
}

function completedSentence(story: VisitStory): string {
  const { visit } = story;
  switch (visit.kind) {
    case 'sage_skill':
      return skillSentence(visit);
    case 'human_task':
      return humanSentence(story);
    case 'product_action':
      return productSentence(story);
    case 'event_wait':
      return visit.simulated
        ? 'A sample was given in place of the event it waited for.'
        : `The event it waited for arrived after ${tookWords(visit)}.`;
    case 'gate':
      return gateVisitSentence(story);
    default:
      return neverHere(visit.kind);
  }
}

function skillSentence(visit: StepVisit): string {
  const cost = visit.costMicroUsd > 0 ? ` for ${formatMoney(visit.costMicroUsd)}` : '';
  const cited = visit.citations > 0 ? `, with ${countOf(visit.citations, 'citation')}` : '';
  return `Sage answered in ${tookWords(visit)}${cost}${cited}.`;
}

function humanSentence({ visit, rows }: VisitStory): string {
  const resolved = rows.find(row => row.kind === 'human.resolved');
  const waiting = rows.find(row => row.kind === 'step.waiting');
  const outcomes = waiting?.kind === 'step.waiting' && waiting.data.wait.subject.kind === 'human' ? waiting.data.wait.subject.outcomes : [];
  const label = outcomes.find(outcome => outcome.id === visit.humanOutcome)?.label ?? visit.humanOutcome ?? 'an answer';
  const who = resolved === undefined ? 'Somebody' : capital(actorName(resolved.actor));
  const comment =
    resolved?.kind === 'human.resolved' && resolved.data.comment !== null && resolved.data.comment !== '' ? resolved.data.comment : null;
  return `${who} answered “${label}” after ${tookWords(visit)}${comment === null ? '.' : `: “${comment}”`}`;
}

function productSentence({ visit, rows }: VisitStory): string {
  const product = rows.find(row => row.product !== null)?.product ?? null;
  const name = product === null ? 'The product' : actorName(`product:${product}`);
  return visit.simulated
    ? `Simulated: ${name} was not called, its example answered.`
    : `${name} answered in ${tookWords(visit)}${visit.attempt > 1 ? `, on attempt ${visit.attempt}` : ''}.`;
}

function gateVisitSentence({ visit, rows, run, titleOf }: VisitStory): string {
  const evaluated = rows.find(row => row.kind === 'gate.evaluated');
  const next = run.visits[run.visits.indexOf(visit) + 1];
  const halted = run.state.status === 'halted' && run.state.cause.kind === 'gate' && next === undefined;
  const then = halted ? 'the run halted' : next === undefined ? 'the run ended here' : `the run went on to “${titleOf(next.stepId)}”`;
  if (evaluated?.kind !== 'gate.evaluated') return `The gate said ${visit.gateResult === true ? 'pass' : 'fail'}, so ${then}.`;
  return gateSentence(evaluated.data, then);
}

const tookWords = (visit: StepVisit): string =>
  visit.endedAtUs === null ? 'a while' : formatDuration(visit.endedAtUs - visit.startedAtUs);

/** A message that came without its full stop gets one. */
const sentence = (message: string): string => (/[.!?…”]$/.test(message.trim()) ? message.trim() : `${message.trim()}.`);
