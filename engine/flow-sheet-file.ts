import type { FlowId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import type { ExportedFile } from './export-artefact.ts';
import { blocksHtml } from './exports/blocks-html.ts';
import { flowSheet, type SheetOf } from './exports/flow-sheet/flow-sheet.ts';
import { personWords } from './exports/flow-sheet/sheet-words.ts';
import type { SheetNames } from './exports/flow-sheet/step-words.ts';
import { htmlPage } from './exports/html-page.ts';
import type { SheetFormat } from './exports/sheet-format.ts';
import type { Flow } from './flow/flow.ts';
import type { Workspace } from './workspace.ts';

type Shelves = Pick<Workspace, 'flows' | 'skills' | 'products' | 'orgId'>;

/** A flow told to people who are no engineers, as one file. Refused when the workspace has no such flow or version; `versionNo` null is the draft. */
export async function flowSheetFile(
  workspace: Shelves,
  { flowId, versionNo, as }: { readonly flowId: FlowId; readonly versionNo: number | null; readonly as: SheetFormat },
): Promise<Result<ExportedFile, 'no-such-flow' | 'no-such-version'>> {
  const found = await sheetOf(workspace, flowId, versionNo);
  if (!found.ok) return found;
  const { flow, of } = found.value;
  const blocks = flowSheet(flow, of, namesOf(workspace));
  const name = `${flowId}-${versionNo === null ? 'draft' : `version-${String(versionNo)}`}-sheet.${as}`;
  if (as === 'html')
    return ok({ name, mediaType: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(htmlPage(flow.name, blocksHtml(blocks))) });
  // Loaded when first asked for: they are large, and most commands never need them.
  const [{ docxFile }, { blocksDocx }] = await Promise.all([import('./docx-file.ts'), import('./docx-blocks.ts')]);
  const bytes = await docxFile({
    title: flow.name,
    description: `${flow.name}, ${of.version}`,
    footer: `${flow.name} · ${of.version}`,
    children: blocksDocx(blocks),
    landscape: true,
  });
  return ok({ name, mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', bytes });
}

async function sheetOf(
  { flows, orgId }: Shelves,
  flowId: FlowId,
  versionNo: number | null,
): Promise<Result<{ readonly flow: Flow; readonly of: SheetOf }, 'no-such-flow' | 'no-such-version'>> {
  const draft = await flows.draft(orgId, flowId);
  if (draft === null) return refused('no-such-flow');
  if (versionNo === null)
    return ok({
      flow: draft.flow,
      of: { version: 'Draft, not published', since: `As it was drawn on ${dayOf(draft.updatedAtUs)}`, message: '' },
    });
  const version = (await flows.versions(orgId, flowId)).find(each => each.versionNo === versionNo);
  const flow = version === undefined ? null : await flows.definition(orgId, version.versionHash);
  if (version === undefined || flow === null) return refused('no-such-version');
  const { publishedBy, atUs, message } = version;
  return ok({
    flow,
    of: { version: `Version ${String(versionNo)}`, since: `Published by ${personWords(publishedBy)} on ${dayOf(atUs)}`, message },
  });
}

const dayOf = (atUs: number): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(atUs / 1000);

function namesOf({ skills, products }: Shelves): SheetNames {
  const events = new Map(
    products
      .list()
      .flatMap(({ title: product, events: types }) => Object.entries(types).map(([type, { title }]) => [type, { title, product }])),
  );
  const skillsByName = new Map(skills.list().map(skill => [skill.name, skill]));
  return {
    skill: name => skillsByName.get(name) ?? null,
    product: name => products.find(name)?.title ?? null,
    action: (product, action) => {
      const actions = products.find(product)?.actions ?? {};
      return Object.hasOwn(actions, action) ? (actions[action] ?? null) : null;
    },
    event: type => events.get(type) ?? null,
  };
}
