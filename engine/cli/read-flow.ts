import { basename } from 'node:path';
import { FlowId, slug } from '../base/ids.ts';
import { checkFlow } from '../flow/check-flow.ts';
import type { FlowProblem } from '../flow/flow-problem.ts';
import type { Flow } from '../flow/flow.ts';
import { readFlowText } from '../flow/read-flow-text.ts';
import type { Workspace } from '../workspace.ts';
import { CommandEnd } from './exit.ts';
import { readInput } from './read-input.ts';

/** A flow file: its document, and the id under which the workspace knows it (the file's name without its endings). */
export async function readFlow(file: string): Promise<{ readonly flow: Flow; readonly flowId: FlowId }> {
  const read = readFlowText(await readInput(file));
  if (read.flow === null) throw new CommandEnd(2, read.problems.map(problem => problemLine(file, problem)).join('\n'));
  return {
    flow: read.flow,
    flowId: FlowId.parse(
      slug(
        basename(file)
          .replace(/\.json$/, '')
          .replace(/\.flow$/, ''),
      ),
    ),
  };
}

/** Problems of the drawing against what this workspace knows; errors first. */
export function problemsOf(flow: Flow, workspace: Pick<Workspace, 'skills' | 'products'>): readonly FlowProblem[] {
  const problems = checkFlow(flow, { skills: workspace.skills.list(), products: workspace.products.list() });
  return problems.toSorted((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
}

/** `flow.json: error at fit, config.expression (12–18): …` */
export function problemLine(file: string, { severity, stepId, field, range, message, fix }: FlowProblem): string {
  const place = [stepId, field, range === undefined ? undefined : `characters ${String(range.start)}–${String(range.end)}`]
    .filter(part => part !== undefined)
    .join(', ');
  return `${file}: ${severity}${place === '' ? '' : ` at ${place}`}: ${message}${fix === undefined ? '' : ` ${fix}`}`;
}
