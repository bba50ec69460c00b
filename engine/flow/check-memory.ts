import { stepTitle, type Flow, type StepOf } from './flow.ts';
import type { FlowProblem } from './flow-problem.ts';

/** Whose memory steps read and write, as far as it is written out. */
export const checkMemory = (flow: Flow): FlowProblem[] => flow.steps.flatMap(step => (step.kind === 'sage_skill' ? checkScopes(step) : []));

/** As `readScope` of engine/memory reads a scope; what holds an expression shows only in a run. */
const SCOPE = /^\s*(?:org|flow|flow: ?[a-z0-9][a-z0-9._-]*|subject: ?\S.*)\s*$/u;

function checkScopes(step: StepOf<'sage_skill'>): readonly FlowProblem[] {
  const { read = [], write = [], remember = '' } = step.config.memory ?? {};
  const problem = (code: string, field: string, message: string, severity: FlowProblem['severity'] = 'error'): FlowProblem => ({
    severity,
    code,
    stepId: step.id,
    field: `config.memory.${field}`,
    message: `“${stepTitle(step)}”: ${message}`,
  });
  const scopes = (named: readonly string[], field: 'read' | 'write'): readonly FlowProblem[] =>
    named.flatMap((scope, index) =>
      scope.includes('{{') || SCOPE.test(scope)
        ? []
        : [
            problem(
              'no-such-memory',
              `${field}.${String(index)}`,
              `“${scope}” names no memory. Write org, flow, flow: and the id of a flow, or subject: and a name.`,
            ),
          ],
    );
  const isInVain = remember.trim() !== '' && write.length === 0;
  return [
    ...scopes(read, 'read'),
    ...scopes(write, 'write'),
    ...(isInVain
      ? [problem('remembers-nowhere', 'remember', 'It says what to remember, and not where. Name a memory it writes to.', 'warning')]
      : []),
  ];
}
