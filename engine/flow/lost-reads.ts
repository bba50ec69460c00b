import { parseExpression } from '../expression/expression.ts';
import { templateReads } from '../expression/template.ts';
import { stepTitle, type Flow, type Step } from './flow.ts';
import { textsOf, type FlowText } from './flow-texts.ts';

/** What a step reads that a flow does not have. */
export interface LostRead {
  readonly step: Step;
  readonly root: 'steps' | 'packet' | 'context';
  readonly name: string;
}

/** Everything that these steps of a flow read and that is not in it, each once: steps, slices of the packet, names in context. */
export function lostReads(flow: Flow, steps: readonly Step[]): readonly LostRead[] {
  const known = {
    steps: new Set<string>(flow.steps.map(({ id }) => id)),
    packet: new Set<string>(Object.keys(flow.packet.slices)),
    context: contextNames(flow),
  };
  return steps.flatMap(step => {
    const lost = new Map<string, LostRead>();
    for (const [root, name] of textsOf(step).flatMap(pathsIn)) {
      if (root !== 'steps' && root !== 'packet' && root !== 'context') continue;
      if (typeof name === 'string' && known[root]?.has(name) === false) lost.set(`${root} ${name}`, { step, root, name });
    }
    return [...lost.values()];
  });
}

/** “Score” reads steps.research */
export const lostReadWords = ({ step, root, name }: LostRead): string => `“${stepTitle(step)}” reads ${root}.${name}`;

/** Null when the flow says nothing of what context holds, so that any name may be there. */
function contextNames(flow: Flow): ReadonlySet<string> | null {
  const declared = flow.context?.schema;
  const properties = typeof declared === 'object' ? declared['properties'] : undefined;
  const saved = flow.steps.flatMap(step => (step.kind === 'gate' ? [] : Object.keys(step.save ?? {})));
  if (declared !== undefined && properties === undefined && saved.length === 0) return null;
  return new Set([...saved, ...(typeof properties === 'object' && properties !== null ? Object.keys(properties) : [])]);
}

function pathsIn(text: FlowText): readonly (readonly (string | number)[])[] {
  if (text.kind === 'expression') {
    const parsed = parseExpression(text.text);
    return parsed.ok ? parsed.value.reads : [];
  }
  const reads = templateReads(text.value);
  return reads.ok ? reads.value.flatMap(({ expression }) => expression.reads) : [];
}
