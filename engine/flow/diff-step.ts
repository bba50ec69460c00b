import { LINK_FIELDS, linkFields, linkTarget } from './with-link.ts';
import { changedValue, spoken, type Naming } from './change-sentence.ts';
import { fieldWords } from './field-words.ts';
import type { FlowCatalog } from './flow-catalog.ts';
import type { FlowChange } from './flow-change.ts';
import { Retry, stepTitle, type Step } from './flow.ts';
import { asJson, jsonChanges } from './json-changes.ts';
import { linkSentence } from './link-sentence.ts';
import { linkPath } from './links.ts';
import { sameExpression, sameTemplate } from './same-expression.ts';
import { STEP_DEFINITIONS } from '../steps/step-definitions.ts';

/** What one step does otherwise than before, in the order in which a form shows it: title, config, ways out, what it saves, retry. */
export function diffStep(was: Step, is: Step, naming: Naming, catalog: FlowCatalog | null = null): readonly FlowChange[] {
  const title = naming.is(is.id);
  const changes = [
    ...(was.title === is.title ? [] : [titleChange(was, is)]),
    ...(was.kind === is.kind ? configChanges(was, is, title, catalog) : [kindChange(was, is, title)]),
    ...linkChanges(was, is, naming),
    ...saveChanges(was, is, title),
    ...retryChanges(was, is, title),
  ];
  return changes.map(change => ({ ...change, stepId: is.id }));
}

function titleChange(was: Step, is: Step): FlowChange {
  const sentence =
    is.title === undefined
      ? `“${stepTitle(was)}” has no title any more and is called by its id, “${is.id}”.`
      : `“${stepTitle(was)}” is now called “${is.title}”.`;
  return { kind: 'title', path: 'title', ...changedValue(was.title, is.title), sentence };
}

function kindChange(was: Step, is: Step, title: string): FlowChange {
  const sentence = `“${title}” is now a step of another kind: ${STEP_DEFINITIONS[is.kind].title}, before ${STEP_DEFINITIONS[was.kind].title}.`;
  return { kind: 'step-kind', path: 'kind', ...changedValue(asJson(was), asJson(is)), sentence };
}

const LINKS: ReadonlySet<unknown> = new Set(LINK_FIELDS);

function configChanges(was: Step, is: Step, title: string, catalog: FlowCatalog | null): readonly FlowChange[] {
  const sameText = (a: string, b: string, path: readonly (string | number)[]): boolean => {
    const reading = readingOf(is, path);
    return reading === 'expression' ? sameExpression(a, b) : reading === 'template' && sameTemplate(a, b);
  };
  return jsonChanges(asJson(was.config), asJson(is.config), sameText)
    .filter(({ path }) => !(path.length === 1 && LINKS.has(path[0])))
    .map(change => {
      const { label, unit } = fieldWords(is, change.path, catalog);
      return {
        kind: readingOf(is, change.path) === 'expression' ? 'expression' : 'config',
        path: ['config', ...change.path].join('.'),
        ...changedValue(change.was, change.is),
        sentence: `“${title}”: ${spoken(label, change, unit)}.`,
      };
    });
}

/** How a text of the config is read, so that its spacing does or does not count. */
function readingOf({ kind }: Step, [field, within]: readonly (string | number)[]): 'expression' | 'template' | 'plain' {
  switch (kind) {
    case 'gate':
      return field === 'expression' ? 'expression' : 'plain';
    case 'event_wait':
      return field === 'match' ? 'expression' : 'plain';
    case 'human_task':
      return field === 'show' ? 'expression' : field === 'description' || field === 'deadline' ? 'template' : 'plain';
    case 'sage_skill':
      if (field === 'memory') return within === 'remember' ? 'expression' : within === 'topic' ? 'plain' : 'template';
      return field === 'input' ? 'template' : 'plain';
    case 'product_action':
      return field === 'payload' ? 'template' : 'plain';
  }
}

function linkChanges(was: Step, is: Step, naming: Naming): readonly FlowChange[] {
  return LINK_FIELDS.filter(field => linkFields(is).includes(field)).flatMap(field => {
    const [before, after] = [linkTarget(was, field), linkTarget(is, field)];
    return before === after
      ? []
      : [
          {
            kind: 'link' as const,
            path: linkPath(field),
            ...changedValue(before, after),
            sentence: linkSentence(is, field, after, naming),
          },
        ];
  });
}

function saveChanges(was: Step, is: Step, title: string): readonly FlowChange[] {
  const changes = jsonChanges(savesOf(was), savesOf(is), (a, b) => sameExpression(a, b));
  return changes.map(({ path, was: before, is: after }) => {
    const name = String(path[0]);
    const sentence =
      typeof after === 'string'
        ? `“${title}” now saves ${name} to the context from ${after}${typeof before === 'string' ? `, before from ${before}` : ''}.`
        : `“${title}” no longer saves ${name} to the context.`;
    return { kind: 'save', path: `save.${name}`, ...changedValue(before, after), sentence };
  });
}

const savesOf = (step: Step): Readonly<Record<string, string>> => (step.kind === 'gate' ? {} : (step.save ?? {}));

function retryChanges(was: Step, is: Step, title: string): readonly FlowChange[] {
  const [before, after] = [retryOf(was), retryOf(is)];
  if (before === undefined || after === undefined) {
    if (before === after) return [];
    const sentence =
      after === undefined
        ? `“${title}” no longer has a retry rule of its own.`
        : `“${title}” is now tried ${String(after.maxAttempts)} ${after.maxAttempts === 1 ? 'time' : 'times'} at most.`;
    return [{ kind: 'retry', path: 'retry', ...changedValue(asJson(before), asJson(after)), sentence }];
  }
  return jsonChanges(asJson(before), asJson(after)).map(change => {
    const field = String(change.path[0]) as keyof typeof Retry.shape; // true: a key of a parsed Retry
    const meta = Retry.shape[field].meta();
    const words = spoken(meta?.title ?? field, change, meta?.['unit'] === 'ms' ? 'ms' : null);
    return { kind: 'retry', path: `retry.${field}`, ...changedValue(change.was, change.is), sentence: `“${title}”: ${words}.` };
  });
}

const retryOf = (step: Step): Retry | undefined => (step.kind === 'gate' ? undefined : step.retry);
