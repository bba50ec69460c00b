import type { StepId } from '../base/ids.ts';
import { unknownUntil } from './knowledge.ts';
import type { Judgement, StageShadow } from './judgement.ts';
import { mayBeSame } from './kin.ts';

/** Stages that will have been asked, or may have been, before a run comes to another. */
export interface EarlierStages {
  /** Remembers a stage that will answer, or may. */
  note(judgement: Judgement): void;
  /** What is said of a stage, in the light of those noted: one that asks what another has asked by then is served that answer. */
  heed(judgement: Judgement, isBefore?: (stepId: StepId) => boolean): Judgement;
}

interface Noted {
  readonly stepId: StepId;
  readonly title: string;
  readonly shadow: StageShadow;
  readonly willRun: boolean;
}

/** `certain`: all that are noted come first in every run. */
export function openEarlierStages(order: 'certain' | 'possible'): EarlierStages {
  const noted = new Map<string, Noted[]>();
  return {
    note({ said, shadow }) {
      if (shadow === null || said.verdict === 'reuse') return;
      const group = noted.get(groupOf(shadow)) ?? [];
      group.push({ stepId: said.id, title: said.title, shadow, willRun: said.verdict === 'run' });
      noted.set(groupOf(shadow), group);
    },
    heed(judgement, isBefore = () => true) {
      const { said, shadow } = judgement;
      if (shadow === null || said.verdict !== 'run') return judgement;
      const same = noted.get(groupOf(shadow))?.filter(({ stepId, shadow: other }) => stepId !== said.id && mayBeSame(shadow, other)) ?? [];
      const [first] = same.filter(({ stepId }) => isBefore(stepId));
      if (first === undefined) return judgement;
      const isSure = order === 'certain' && first.willRun && shadow.key !== null && first.shadow.key === shadow.key;
      return isSure ? servedBy(judgement, first) : hangsOn(judgement, first);
    },
  };
}

/** Only stages of one cast, with ports from the same places, can have one key. */
const groupOf = ({ cast, inputs }: StageShadow): string => `${cast}\n${[...inputs.keys()].toSorted().join('\n')}`;

const servedBy = (judgement: Judgement, { stepId, title }: Noted): Judgement => ({
  ...judgement,
  said: {
    ...judgement.said,
    verdict: 'reuse',
    reasons: [{ part: 'same', name: stepId }],
    sentence: `Reused within this run: “${title}” asks the same first.`,
    expected: { tokens: 0, costMicroUsd: 0, basedOn: 0 },
    outside: null,
  },
  output: unknownUntil(stepId),
});

const hangsOn = (judgement: Judgement, { stepId, title }: Noted): Judgement => ({
  ...judgement,
  said: {
    ...judgement.said,
    verdict: 'unknown',
    reasons: [{ part: 'same', name: stepId }],
    sentence: `Unknown until “${title}” has run, since it may ask the same.`,
  },
});
