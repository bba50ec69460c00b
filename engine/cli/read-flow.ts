import { basename } from 'node:path';
import { FlowId, slug } from '../base/ids.ts';
import type { FlowProblem } from '../flow/flow-problem.ts';
import type { Flow } from '../flow/flow.ts';
import { readFlowText } from '../flow/read-flow-text.ts';
import { CommandEnd } from './exit.ts';
import { readInput } from './read-input.ts';

/**
 * A flow file: its document, and the id under which the workspace knows it (the file's name without its endings). `notices` say what became of one
 * of an older format.
 */
export async function readFlow(
  file: string,
): Promise<{ readonly flow: Flow; readonly flowId: FlowId; readonly notices: readonly string[] }> {
  const read = readFlowText(await readInput(file));
  if (read.flow === null) throw new CommandEnd(2, read.problems.map(problem => problemLine(file, problem)).join('\n'));
  return {
    flow: read.flow,
    notices: read.problems.map(problem => problemLine(file, problem)),
    flowId: FlowId.parse(
      slug(
        basename(file)
          .replace(/\.json$/, '')
          .replace(/\.flow$/, ''),
      ),
    ),
  };
}

/** `flow.json: error at fit, config.expression (12–18): …` */
export function problemLine(file: string, { severity, stepId, field, range, message, fix }: FlowProblem): string {
  const place = [stepId, field, range === undefined ? undefined : `characters ${String(range.start)}–${String(range.end)}`]
    .filter(part => part !== undefined)
    .join(', ');
  return `${file}: ${severity}${place === '' ? '' : ` at ${place}`}: ${message}${fix === undefined ? '' : ` ${fix}`}`;
}
