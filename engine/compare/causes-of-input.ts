import type { KeyDifference } from '../cache/why-miss.ts';
import { diffStep } from '../flow/diff-step.ts';
import { textsOf, type FlowText } from '../flow/flow-texts.ts';
import { stepOf, type Step } from '../flow/flow.ts';
import { parseExpression } from '../expression/expression.ts';
import type { ReadPath } from '../expression/read-paths.ts';
import { templateReads } from '../expression/template.ts';
import { causeOfRead } from './cause-of-read.ts';
import { stageDifferences } from './stage-differences.ts';
import { inputSame, savedSame, stateSame } from './pair-same.ts';
import type { Cause, TwoRuns, VisitPair } from './two-runs.ts';

/** Everything that was given to the step otherwise in the second run: the drawing, the evidence, the skill, the model, earlier outputs. In no order. */
export function causesOfInput(pair: VisitPair, runs: TwoRuns): readonly Cause[] {
  const { stepId } = pair.b.visit;
  const step = stepOf(runs.b.flow, stepId);
  const title = runs.naming.is(stepId);
  return [
    ...flowCauses(pair, runs),
    ...(step === undefined ? [] : [...stageCauses(pair, title, runs), ...readCauses(pair, step, title, runs)]),
  ];
}

function flowCauses(pair: VisitPair, runs: TwoRuns): readonly Cause[] {
  const { stepId } = pair.b.visit;
  const [was, is] = [stepOf(runs.a.flow, stepId), stepOf(runs.b.flow, stepId)];
  if (was === undefined || is === undefined || runs.a.run.versionHash === runs.b.run.versionHash) return [];
  const change = diffStep(was, is, runs.naming).find(({ kind, path = '' }) => {
    switch (kind) {
      case 'step-kind':
      case 'expression':
        return true;
      case 'config':
        return path !== 'config.timeoutMs' || !stateSame(pair);
      case 'retry':
        return !stateSame(pair);
      case 'save':
        return !savedSame(pair);
      default:
        return false;
    }
  });
  return change === undefined ? [] : [{ cause: 'flow', name: change.path ?? stepId, sentence: `The flow changed: ${change.sentence}` }];
}

function stageCauses(pair: VisitPair, title: string, runs: TwoRuns): readonly Cause[] {
  return [...pair.b.stages.values()].flatMap(is =>
    stageDifferences(pair.a.stages.get(is.stage), is, runs).flatMap(
      difference => causeOf(difference, { title, skill: is.skill, runs }) ?? [],
    ),
  );
}

/** Null for what another cause tells: what the step's own texts read, and the flow. */
function causeOf(
  { part, name = '', was, is }: KeyDifference,
  { title, skill, runs }: { readonly title: string; readonly skill: string; readonly runs: TwoRuns },
): Cause | null {
  switch (part) {
    case 'slice':
      return causeOfRead(['packet', name], title, runs);
    case 'upstream':
      return causeOfRead(['steps', name], title, runs);
    case 'context':
      return causeOfRead(['context', name], title, runs);
    case 'memory':
      return {
        cause: 'memory',
        ...(name === '' ? {} : { name }),
        sentence: `“${title}” read Sage’s memory, which had changed between the two runs.`,
      };
    case 'prompt':
      return { cause: 'prompt', name: skill, sentence: `The prompt of ${skill}, which “${title}” uses, changed.` };
    case 'model':
      return {
        cause: 'model',
        name: is ?? '',
        sentence: `“${title}” asked ${is ?? 'none'} in the second run, and ${was ?? 'none'} in the first.`,
      };
    case 'params':
      return { cause: 'model', name, sentence: `“${title}” asked its model with another ${name}: ${was ?? 'none'} → ${is ?? 'none'}.` };
    case 'skill':
    case 'code':
    case 'schema':
    case 'policy':
    case 'tools':
      return { cause: 'skill', name: skill, sentence: `The skill ${skill}, which “${title}” uses, changed: its ${SKILL_PARTS[part]}.` };
    default:
      return null;
  }
}

const SKILL_PARTS = { skill: 'name', code: 'code', schema: 'output schema', policy: 'policy', tools: 'tools' } as const;

/** By what the step's own texts read: for kinds without a stage, for a reused step, and for what is saved. */
function readCauses(pair: VisitPair, step: Step, title: string, runs: TwoRuns): readonly Cause[] {
  const paths: ReadPath[] = [];
  if (step.kind === 'gate') for (const [path, hash] of pair.b.reads) if (pair.a.reads.get(path) !== hash) paths.push(...readsOfText(path));
  if (step.kind !== 'gate' && !inputSame(pair))
    paths.push(
      ...textsOf(step)
        .filter(({ sees }) => sees !== 'output')
        .flatMap(readsOf),
    );
  if (!savedSame(pair))
    paths.push(
      ...textsOf(step)
        .filter(({ sees }) => sees === 'output')
        .flatMap(readsOf),
    );
  return paths.flatMap(path => causeOfRead(path, title, runs) ?? []);
}

function readsOf(text: FlowText): readonly ReadPath[] {
  if (text.kind === 'expression') return readsOfText(text.text);
  const reads = templateReads(text.value);
  return reads.ok ? reads.value.flatMap(({ expression }) => expression.reads) : [];
}

function readsOfText(text: string): readonly ReadPath[] {
  const parsed = parseExpression(text);
  return parsed.ok ? parsed.value.reads : [];
}
