import type { StepId } from '../base/ids.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import { stepTitle, type Flow, type Step } from './flow.ts';
import { textsOf } from './flow-texts.ts';
import { asJson } from './json-changes.ts';
import { LINK_FIELDS } from './with-link.ts';

export interface FindWish {
  readonly text: string;
  readonly matchCase: boolean;
}

/** One text of a flow in which something was found. */
export interface FoundText {
  /** Step id, note id, or '' for the flow itself. */
  readonly owner: string;
  readonly of: 'step' | 'note' | 'flow';
  readonly kind: 'title' | 'id' | 'value' | 'expression' | 'note';
  /** From the step, the note or the flow on. */
  readonly path: readonly (string | number)[];
  readonly text: string;
  /** UTF-16 offset of each occurrence in `text`, without overlaps. */
  readonly starts: readonly number[];
  /** What people call the step; the note's or the flow's name. */
  readonly title: string;
}

/** Every text of a flow that holds what is looked for: first the flow, then step by step, then notes. Links are no text; empty wishes find nothing. */
export function findInFlow(flow: Flow, wish: FindWish): readonly FoundText[] {
  if (wish.text === '') return [];
  const found = (one: Omit<FoundText, 'starts'>): readonly FoundText[] => {
    const starts = startsIn(one.text, wish);
    return starts.length === 0 ? [] : [{ ...one, starts }];
  };
  const head = { owner: '', of: 'flow', title: flow.name } as const;
  return [
    ...found({ ...head, kind: 'title', path: ['name'], text: flow.name }),
    ...leaves(asJson({ description: flow.description ?? '', trigger: flow.trigger, packet: flow.packet }) ?? null, [])
      .filter(({ path }) => !isOfFormat(path))
      .flatMap(({ path, text }) =>
        found({ ...head, kind: path[0] === 'trigger' && path[1] === 'match' ? 'expression' : 'value', path, text }),
      ),
    ...flow.steps.flatMap(step => textsIn(step).flatMap(found)),
    ...(flow.notes ?? []).flatMap(({ id, text }) => found({ owner: id, of: 'note', kind: 'note', path: ['text'], text, title: 'Note' })),
  ];
}

function textsIn(step: Step): readonly Omit<FoundText, 'starts'>[] {
  const owner = { owner: step.id, of: 'step', title: stepTitle(step) } as const;
  const { id, title, kind: _kind, ...rest } = step;
  const expressions = textsOf(step).flatMap(text => (text.kind === 'expression' ? [text.field] : []));
  return [
    ...(title === undefined ? [] : [{ ...owner, kind: 'title' as const, path: ['title'], text: title }]),
    { ...owner, kind: 'id', path: ['id'], text: id },
    ...leaves(asJson(rest) ?? null, [])
      .filter(({ path }) => !isLink(path) && !isOfFormat(path))
      .map(({ path, text }) => ({
        ...owner,
        kind: text.includes('{{') || expressions.includes(path.join('.')) ? ('expression' as const) : ('value' as const),
        path,
        text,
      })),
  ];
}

const LINKS = new Set<unknown>(LINK_FIELDS);

/** `next`, `config.onPass` … name a step: renaming that step changes them. */
const isLink = (path: readonly (string | number)[]): boolean =>
  LINKS.has(path.at(-1)) && (path.length === 1 || (path.length === 2 && path[0] === 'config'));

/** `manual`, `string`, `object` …: words that the format has, and no person wrote. In a schema only what is said to people counts. */
const isOfFormat = (path: readonly (string | number)[]): boolean =>
  (path[0] === 'trigger' && path[1] === 'on') ||
  (path.some(part => part === 'schema' || part === 'form') && path.at(-1) !== 'title' && path.at(-1) !== 'description');

interface Leaf {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

function leaves(value: Json, path: Leaf['path']): readonly Leaf[] {
  if (typeof value === 'string') return value === '' ? [] : [{ path, text: value }];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((one, index) => leaves(one, [...path, index])); // true: Array.isArray of a Json
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key])) : [];
}

/** Found in `text` one after the other. Without case, only where the folded text is as long: offsets must hold in the text as written. */
function startsIn(text: string, { text: wished, matchCase }: FindWish): readonly number[] {
  const folded = matchCase ? text : text.toLowerCase();
  const [where, what] = matchCase || folded.length !== text.length ? [text, wished] : [folded, wished.toLowerCase()];
  const starts: number[] = [];
  for (let at = where.indexOf(what); at !== -1; at = where.indexOf(what, at + what.length)) starts.push(at);
  return starts;
}

/** The field of the inspector that shows the text; null for what is not a step's. */
export const fieldOfFound = ({ of, path }: FoundText): string | null => (of === 'step' ? path.join('.') : null);

export const stepOfFound = ({ of, owner }: FoundText): StepId | null => (of === 'step' ? (owner as StepId) : null); // true: the owner of a step's text is its id
