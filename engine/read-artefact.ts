import { basename } from 'node:path';
import type { Hash } from './base/hash.ts';
import type { RunId, SliceName, StepId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import { artefactContent, type ArtefactCitation, type ArtefactContent } from './exports/artefact-content.ts';
import { LARGEST_ARTEFACT_CHARS, type ArtefactOrigin, type CheckedCitation, type OpenArtefact } from './exports/open-artefact.ts';
import { maskQuotes } from './packet/mask-quotes.ts';
import { sliceText } from './packet/packet.ts';
import { openValues, type LoadValue } from './runner/scope.ts';
import { openArtefactFolder } from './stores/folder/artefact-folder.ts';
import { foldRun } from './trace/fold-run.ts';
import type { Run } from './trace/run.ts';
import type { CachedFrom } from './trace/trace-row.ts';
import type { Workspace } from './workspace.ts';

type Places = Pick<Workspace, 'orgId' | 'trace' | 'ledger' | 'flows' | 'runs' | 'folder'>;

/** Why an artefact cannot be read, with a sentence for a person. */
export interface ArtefactProblem {
  readonly kind: 'no-such-run' | 'no-such-artefact' | 'too-large';
  readonly sentence: string;
}

/**
 * A document that a run wrote, from the store alone, with each of its citations compared with the slice it names. The file in the artefacts folder is looked at
 * only to say whether it is still the same. Without a path, the run's one artefact.
 */
export async function readArtefact(places: Places, runId: RunId, path: string | null): Promise<Result<OpenArtefact, ArtefactProblem>> {
  const rows = await places.trace.rowsOf(places.orgId, runId);
  if (rows.length === 0) return refused({ kind: 'no-such-run', sentence: `There is no run ${runId} in this workspace.` });
  const run = foldRun(rows);
  const chosen = chooseArtefact(run, path);
  if (!chosen.ok) return chosen;
  const artefact = chosen.value;
  const load = openValues(hash => places.runs.blob(places.orgId, hash));
  const text = await load(artefact.markdown);
  if (typeof text !== 'string') return refused({ kind: 'no-such-artefact', sentence: `The artefact ${artefact.path} holds no text.` });
  if (text.length > LARGEST_ARTEFACT_CHARS)
    return refused({ kind: 'too-large', sentence: `${artefact.path} is too large to be shown here. Open the file itself.` });
  const flow = await places.flows.definition(places.orgId, run.versionHash);
  const { content, cachedFrom } = await writtenBy(run, artefact.stepId, text, load, name => flow?.packet.slices[name]?.sensitive === true);
  const citations = await checkedCitations(places, run, content?.citations ?? []);
  return ok({
    runId,
    path: artefact.path,
    title: content?.title ?? basename(artefact.path, '.md'),
    markdown: text,
    citations,
    origin: await originOf(places, run, artefact, cachedFrom, text),
  });
}

type WrittenArtefact = Run['artefacts'][number];

function chooseArtefact({ artefacts, runId }: Run, path: string | null): Result<WrittenArtefact, ArtefactProblem> {
  const found = path === null ? artefacts : artefacts.filter(one => one.path === path || basename(one.path) === path);
  const [first] = found;
  const none = (sentence: string) => refused<ArtefactProblem>({ kind: 'no-such-artefact', sentence });
  if (first === undefined)
    return none(path === null ? `The run ${runId} wrote no artefact.` : `The run ${runId} wrote no artefact ${path}.`);
  if (path === null && found.some(one => one.path !== first.path))
    return none(`The run ${runId} wrote several artefacts; name one of them: ${found.map(one => one.path).join(', ')}.`);
  return ok(first);
}

/** The answer of the step that wrote the document: of several visits, the one whose text it is. */
async function writtenBy(
  run: Run,
  stepId: StepId | null,
  text: string,
  load: LoadValue,
  isSensitive: (slice: SliceName) => boolean,
): Promise<{ readonly content: ArtefactContent | null; readonly cachedFrom: CachedFrom | null }> {
  const ends = run.visits.flatMap(visit => (visit.stepId === stepId && visit.state.status === 'completed' ? [visit.state] : []));
  for (const { output, cachedFrom } of ends.toReversed()) {
    const answer = await load(output);
    const content = artefactContent(answer);
    // The file says of sensitive slices where a passage stands, and not what it says.
    if (content !== null && text.includes(maskQuotes(content.markdown, answer, isSensitive).trimEnd())) return { content, cachedFrom };
  }
  return { content: null, cachedFrom: null };
}

async function checkedCitations(
  { orgId, runs, flows }: Places,
  run: Run,
  citations: readonly ArtefactCitation[],
): Promise<CheckedCitation[]> {
  const contract = (await flows.definition(orgId, run.versionHash))?.packet.slices ?? {};
  const texts = new Map<Hash, string | null>();
  const checked: CheckedCitation[] = [];
  for (const citation of citations) {
    if (!texts.has(citation.sliceHash)) {
      const slice = await runs.slice(orgId, citation.sliceHash);
      texts.set(citation.sliceHash, slice === null ? null : sliceText(slice.value));
    }
    const { start, end, quote, slice } = citation;
    const isTrue = texts.get(citation.sliceHash)?.slice(start, end) === quote && quote !== '';
    checked.push({ ...citation, isTrue, isSensitive: contract[slice]?.sensitive === true });
  }
  return checked;
}

async function originOf(
  { orgId, ledger, folder }: Places,
  run: Run,
  artefact: WrittenArtefact,
  cachedFrom: CachedFrom | null,
  text: string,
): Promise<ArtefactOrigin> {
  const lines = await ledger.rows(orgId, run.runId);
  const file = await openArtefactFolder(folder).read(artefact.path);
  return {
    writtenBy: cachedFrom ?? { runId: run.runId, stepId: artefact.stepId, atUs: run.endedAtUs ?? run.createdAtUs },
    flowId: run.flowId,
    flowName: run.flowName,
    versionNo: run.versionNo,
    versionHash: run.versionHash,
    packetHash: run.packetHash,
    // true: the keys of `slices` are slice names
    slices: (Object.entries(run.slices) as [keyof typeof run.slices, Hash][]).map(([name, hash]) => ({ name, hash })),
    ledger: lines.map(line => ({
      id: `${line.runId}#${String(line.traceSeq)}`,
      stepId: line.stepId,
      stage: line.stage,
      skill: line.skill,
      model: line.responseModel ?? line.requestModel,
      isReused: line.cache === 'hit' || line.cache === 'coalesced',
    })),
    contentHash: artefact.contentHash,
    file: file === null ? 'gone' : file === text ? 'same' : 'changed',
  };
}
