import { z } from 'zod';
import { StepId } from '../base/ids.ts';
import { isJsonObject } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { FLOW_FORMAT, Group, Note, Point, Step, type Flow } from './flow.ts';
import { linksOf } from './links.ts';
import { readFlowText } from './read-flow-text.ts';
import { LINK_FIELDS } from './with-link.ts';

export const COPIED_FORMAT = 'atelier-steps/1';

/** Steps and notes on their way from one flow to another, or to another place of the same: what lies on the clipboard. At least one of either. */
export const CopiedSteps = z.strictObject({
  format: z.literal(COPIED_FORMAT),
  steps: z.array(Step).max(10_000),
  layout: z.record(StepId, Point),
  /** The first step of their flow, when it is among them. */
  start: StepId.optional(),
  /** Links that came from steps beside them. */
  incoming: z.array(z.strictObject({ from: StepId, field: z.enum(LINK_FIELDS), to: StepId })).max(100_000),
  notes: z.array(Note).max(1000).optional(),
  /** Groups that came whole. */
  groups: z.array(Group).max(1000).optional(),
});
export type CopiedSteps = z.infer<typeof CopiedSteps>;

/**
 * Steps and notes of a flow as they are copied, in the flow's order; `places` says where each step stands. A group comes along when all of its steps
 * do. Ids that the flow does not have count for nothing.
 */
export function copiedSteps(
  flow: Flow,
  stepIds: readonly StepId[],
  places: ReadonlyMap<StepId, Point>,
  noteIds: readonly string[] = [],
): CopiedSteps {
  const chosen = new Set(stepIds);
  const notes = (flow.notes ?? []).filter(({ id }) => noteIds.includes(id));
  const groups = (flow.groups ?? []).filter(group => group.stepIds.length > 0 && group.stepIds.every(id => chosen.has(id)));
  const steps = flow.steps.filter(({ id }) => chosen.has(id));
  return {
    format: COPIED_FORMAT,
    steps,
    ...(flow.start === undefined || !chosen.has(flow.start) ? {} : { start: flow.start }),
    layout: Object.fromEntries(
      steps.flatMap(({ id }) => {
        const place = places.get(id);
        return place === undefined ? [] : [[id, { x: place.x, y: place.y }] as const];
      }),
    ),
    incoming: flow.steps.filter(({ id }) => !chosen.has(id)).flatMap(step => linksOf(step).filter(({ to }) => chosen.has(to))),
    ...(notes.length === 0 ? {} : { notes }),
    ...(groups.length === 0 ? {} : { groups }),
  };
}

/** What is written on the clipboard: text that a person can read too. */
export const copiedText = (copied: CopiedSteps): string => `${JSON.stringify(copied, null, 2)}\n`;

const MAX_TEXT = 8 * 1024 * 1024;

/** The steps that a text holds: copied ones, or those of a whole flow. For any other text a sentence that says why it holds none. */
export function readCopiedText(text: string): Result<CopiedSteps, string> {
  if (text.trim() === '') return refused('There is no text on the clipboard. Copy steps first, here or in another window.');
  if (text.length > MAX_TEXT) return refused('The text on the clipboard is larger than 8 MiB, so it was not read. Copy fewer steps.');
  const read = parseJson(text);
  const format = read.ok && isJsonObject(read.value) ? read.value['format'] : undefined;
  if (!read.ok || typeof format !== 'string' || !format.startsWith('atelier-'))
    return refused('The text on the clipboard is not steps of a flow. Copy steps on a canvas, or the text of a .flow.json file.');
  if (format === FLOW_FORMAT || format.startsWith('atelier-flow/')) return ofFlowText(text);
  if (format !== COPIED_FORMAT)
    return refused(
      `The steps on the clipboard are of the format ${format.slice(0, 40)}, and this Atelier Studio reads ${COPIED_FORMAT}. Update it to paste them.`,
    );
  const parsed = CopiedSteps.safeParse(read.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refused(
      `The steps on the clipboard are damaged at ${issue?.path.join('.') ?? 'their beginning'}, so nothing was pasted. Copy them again.`,
    );
  }
  const ids = parsed.data.steps.map(({ id }) => id);
  if (ids.length === 0 && (parsed.data.notes ?? []).length === 0)
    return refused('The text on the clipboard holds no steps and no notes. Copy some on a canvas first.');
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined
    ? ok(parsed.data)
    : refused(`Two of the steps on the clipboard have the id “${twice}”, so nothing was pasted. Copy them again.`);
}

function ofFlowText(text: string): Result<CopiedSteps, string> {
  const { flow, problems } = readFlowText(text);
  if (flow === null) return refused(`The flow on the clipboard cannot be read: ${problems[0]?.message ?? 'it is damaged.'}`);
  if (flow.steps.length === 0 && (flow.notes ?? []).length === 0) return refused('The flow on the clipboard has no steps.');
  const places = new Map(Object.entries(flow.layout ?? {}) as [StepId, Point][]); // true: the keys of a layout are step ids
  return ok(
    copiedSteps(
      flow,
      flow.steps.map(({ id }) => id),
      places,
      (flow.notes ?? []).map(({ id }) => id),
    ),
  );
}
