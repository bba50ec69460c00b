import type { StepId } from '../../engine/base/ids.ts';
import { stepOf, stepTitle, type Flow } from '../../engine/flow/flow.ts';
import type { StepKind } from '../../engine/steps/step-definition.ts';
import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';
import { stepLine } from '../canvas/step-line.ts';
import { targetOf, type WayOut } from '../canvas/step-links.ts';
import { outlineRows } from './outline-rows.ts';

/** Somewhere that a way out can lead. */
export interface ConnectChoice {
  /** Null: nowhere. */
  readonly to: StepId | null;
  readonly kind: StepKind | null;
  readonly title: string;
  readonly hint: string;
}

/** More are found by typing. */
const MOST = 60;

/** Nowhere, then the other steps in the order of the outline, as far as every word of `typed` stands in them; `left` counts those that are not listed. */
export function connectChoices(
  flow: Flow,
  from: StepId,
  field: WayOut['field'],
  typed: string,
): { readonly choices: readonly ConnectChoice[]; readonly left: number } {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  const source = stepOf(flow, from);
  const target = source === undefined ? undefined : targetOf(source, field);
  const rows = outlineRows(flow);
  const at = rows.findIndex(({ step }) => step.id === from);
  const nowhere: ConnectChoice =
    field === 'onFail'
      ? { to: null, kind: null, title: 'Halt the run', hint: target === 'halt' ? 'as now' : 'The gate stops the run here' }
      : { to: null, kind: null, title: 'Nowhere', hint: target === undefined ? 'as now' : 'The way is taken away' };
  const steps = rows.flatMap(({ step }, index): ConnectChoice[] => {
    if (step.id === from) return [];
    const hint = [
      target === step.id ? 'as now' : null,
      index < at ? 'goes back' : null,
      STEP_DEFINITIONS[step.kind].title,
      stepLine(step).line,
    ];
    return [{ to: step.id, kind: step.kind, title: stepTitle(step), hint: hint.filter(part => part !== null).join(' · ') }];
  });
  const fitting = [nowhere, ...steps].filter(({ title, hint, to }) => {
    const text = `${title} ${hint} ${to ?? ''}`.toLowerCase();
    return words.every(word => text.includes(word));
  });
  return { choices: fitting.slice(0, MOST), left: Math.max(0, fitting.length - MOST) };
}
