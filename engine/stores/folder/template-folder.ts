import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FlowId, slug } from '../../base/ids.ts';
import { ok, refused } from '../../base/result.ts';
import { flowText } from '../../flow/flow-text.ts';
import { readFlowText } from '../../flow/read-flow-text.ts';
import type { FlowTemplate, TemplateShelf } from '../../flow/template-shelf.ts';
import { openTurns } from '../../runner/in-turn.ts';
import { fileSentence, isMissing } from './file-problem.ts';
import { writeFileWhole } from './write-file-whole.ts';

const ENDING = '.flow.json';
/** More are not looked at: each is shown with its drawing. */
const MOST_TEMPLATES = 200;
const MAX_TEMPLATE_BYTES = 1024 * 1024;

/** Templates as flow files: those that ship in one folder, the workspace's own in another, `<folder>/<templateId>.flow.json`. */
export function openTemplateFolder({
  shippedFolder,
  ownFolder,
}: {
  readonly shippedFolder: string;
  readonly ownFolder: string;
}): TemplateShelf {
  // Adding looks for a free id, then writes: two at once would take the same.
  const inTurn = openTurns<'change'>();
  return {
    async list() {
      const own = await templatesIn(ownFolder, true);
      const shipped = await templatesIn(shippedFolder, false);
      return { templates: [...own.templates, ...shipped.templates], problems: [...own.problems, ...shipped.problems] };
    },
    add: flow =>
      inTurn('change', async () => {
        const text = flowText(flow);
        if (Buffer.byteLength(text) > MAX_TEMPLATE_BYTES)
          return refused('A template has 1 MB at most. Move long texts from its steps into the packet.');
        try {
          await mkdir(ownFolder, { recursive: true });
          const templateId = freeId(slug(flow.name), new Set(await idsIn(ownFolder)));
          await writeFileWhole(join(ownFolder, templateId + ENDING), text);
          return ok(templateId);
        } catch (error) {
          return refused(fileSentence(error, ownFolder));
        }
      }),
    remove: templateId =>
      inTurn('change', async () => {
        if (!(await idsIn(ownFolder)).includes(templateId)) return false;
        await rm(join(ownFolder, templateId + ENDING), { force: true });
        return true;
      }),
  };
}

async function templatesIn(
  folder: string,
  isOwn: boolean,
): Promise<{ readonly templates: readonly FlowTemplate[]; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  const templates: FlowTemplate[] = [];
  for (const templateId of (await idsIn(folder)).slice(0, MOST_TEMPLATES)) {
    const file = join(folder, templateId + ENDING);
    const read = await readTemplate(file);
    if (typeof read === 'string') problems.push(`The template ${file} was left out: ${read}`);
    else templates.push({ templateId, isOwn, flow: read.flow });
  }
  return { templates: templates.toSorted((a, b) => a.flow.name.localeCompare(b.flow.name, 'en')), problems };
}

/** The flow in a file, or a sentence why there is none. */
async function readTemplate(file: string): Promise<string | Pick<FlowTemplate, 'flow'>> {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) return 'it is not a file.';
    if (facts.size > MAX_TEMPLATE_BYTES) return 'a template has 1 MB at most.';
    const { flow, problems } = readFlowText(await readFile(file, 'utf8'));
    return flow === null ? (problems[0]?.message ?? 'it is not a flow.') : { flow };
  } catch (error) {
    return fileSentence(error, file);
  }
}

async function idsIn(folder: string): Promise<FlowId[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []; // nothing was ever kept here
    throw error;
  });
  const ids = names.flatMap(name => {
    const id = FlowId.safeParse(name.slice(0, -ENDING.length));
    return name.endsWith(ENDING) && id.success ? [id.data] : [];
  });
  return ids.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function freeId(base: string, taken: ReadonlySet<string>): FlowId {
  for (let number = 1; ; number++) {
    const id = FlowId.parse(number === 1 ? base : `${base}-${String(number)}`);
    if (!taken.has(id)) return id;
  }
}
