import { stepTitle, type Flow, type StepOf } from './flow.ts';
import type { FlowCatalog } from './flow-catalog.ts';
import type { FlowProblem } from './flow-problem.ts';
import { isGiven } from './is-given.ts';
import { schemaFault } from '../base/schema-fault.ts';

/** Who is asked, what, by when, and what they can answer. */
export const checkHumanTasks = (flow: Flow, catalog: FlowCatalog): FlowProblem[] =>
  flow.steps.flatMap(step => (step.kind === 'human_task' ? checkTask(step, catalog) : []));

function checkTask(step: StepOf<'human_task'>, catalog: FlowCatalog): readonly FlowProblem[] {
  const { assignee, description, outcomes = [], form, deadline } = step.config;
  const problem = (code: string, field: string, message: string, severity: FlowProblem['severity'] = 'error'): FlowProblem => ({
    severity,
    code,
    stepId: step.id,
    field: `config.${field}`,
    message: `“${stepTitle(step)}”: ${message}`,
  });
  const problems: FlowProblem[] = [];
  if (!/^(user|role):./.test(assignee))
    problems.push(problem('no-assignee', 'assignee', 'Nobody is asked. Name a person (user:name) or a role (role:name).'));
  else if (!isListed(assignee, catalog))
    problems.push(
      problem('unknown-assignee', 'assignee', `${assignee} is not known in this workspace; nobody may see the question.`, 'warning'),
    );
  if (!isGiven(description))
    problems.push(problem('no-description', 'description', 'The person is not told what to do. Say it in a sentence.', 'warning'));
  const twice = outcomes.find(({ id }, index) => outcomes.findIndex(other => other.id === id) !== index);
  if (twice !== undefined)
    problems.push(problem('outcome-twice', 'outcomes', `Two outcomes have the id “${twice.id}”. Give one of them another.`));
  const fault = form === undefined ? null : (schemaFault(form) ?? notAnObject(form['type']));
  if (fault !== null) problems.push(problem('bad-form', 'form', `The form is no JSON Schema. ${fault}`));
  if (isGiven(deadline) && deadline?.includes('{{') === false && Number.isNaN(Date.parse(deadline)))
    problems.push(
      problem('bad-deadline', 'deadline', `The deadline “${deadline}” is no date and time; write one like 2027-03-31T17:00:00Z.`),
    );
  return problems;
}

const notAnObject = (type: unknown): string | null =>
  type === undefined || type === 'object' ? null : 'A form is an object: set its type to "object" and list its fields under properties.';

function isListed(assignee: string, { users, roles }: FlowCatalog): boolean {
  const list = assignee.startsWith('user:') ? users : roles;
  return list === undefined || list.length === 0 || list.includes(assignee);
}
