import type { StepId } from '../base/ids.ts';
import type { Flow, Step } from '../flow/flow.ts';
import type { EarlierStages } from './earlier-stages.ts';
import type { Judgement } from './judgement.ts';
import { copyOf, sameValue, type Knowledge, type Value } from './knowledge.ts';

/** A step that a run may come to, and what is said of the first time it does. */
export interface Judged {
  readonly judgement: Judgement;
  /** True: the run comes here, if nothing fails. */
  readonly certain: boolean;
  /** The step whose failure alone leads here. */
  readonly onFailureOf: StepId | null;
}

/** What is said of a step where a run stands. Reads the knowledge and leaves it as it is. */
export type Judge = (step: Step, knowledge: Knowledge) => Promise<Judgement>;

/** What a walk has found so far. */
export interface Walk {
  readonly flow: Flow;
  readonly steps: ReadonlyMap<StepId, Step>;
  readonly judge: Judge;
  /** In the order in which a run may come to them. */
  readonly judged: Map<StepId, Judged>;
  /** Ways that a failure opens, with what is known then. */
  readonly failures: Fork[];
  /** Stages on the line that every run takes. */
  readonly earlier: EarlierStages;
}

/** Ways that are open after a step, and what is known there. */
export interface Fork {
  readonly from: StepId;
  /** The likely one first; null is the run's end. */
  readonly ways: readonly (StepId | null)[];
  /** Steps whose end decides between them. */
  readonly decidedBy: ReadonlySet<string>;
  readonly knowledge: Knowledge;
}

/** Remembers where a failure would lead, unless the run comes there anyhow. */
export function noteFailure({ judged, failures }: Walk, { said, onFailure }: Judgement, knowledge: Knowledge): void {
  if (onFailure === null || judged.has(onFailure)) return;
  failures.push({ from: said.id, ways: [onFailure], decidedBy: new Set([said.id]), knowledge: copyOf(knowledge) });
}

/** Takes in what a step leaves; true when something is known otherwise than before. */
export async function learn({ outputs, context, memory }: Knowledge, { said, output, saves, remembers }: Judgement): Promise<boolean> {
  let isNew = false;
  const take = async (values: Map<string, Value>, name: string, value: Value): Promise<void> => {
    const before = values.get(name);
    values.set(name, value);
    isNew ||= before === undefined || before.kind !== value.kind || (value.kind === 'known' && !(await sameValue(before, value)));
  };
  if (output !== null) await take(outputs, said.id, output);
  for (const [name, value] of saves) await take(context, name, value);
  for (const [place, value] of remembers) await take(memory, place, value);
  return isNew;
}
