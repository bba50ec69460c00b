import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunId } from '../../../engine/base/ids.ts';
import { exportArtefact } from '../../../engine/export-artefact.ts';
import type { OpenArtefact } from '../../../engine/exports/open-artefact.ts';
import { checkSentence } from '../../../engine/exports/source-words.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { readArtefact } from '../../../engine/read-artefact.ts';
import { readDocx } from '../../../engine/recipes/read-docx.ts';
import { answerAll, openTestWorkspace, startRun } from '../../test-workspace.ts';

const resource = (path: string): unknown => JSON.parse(readFileSync(join('resources', path), 'utf8'));
const FLOW = Flow.parse(resource('flows/synthesize-session.flow.json'));
const { slices: SLICES } = resource('packets/session-maya-week-6.packet.json') as { slices: Record<string, unknown> };

describe('The document of a synthesis', () => {
  let place: Awaited<ReturnType<typeof openTestWorkspace>>;
  let first: RunId;
  let second: RunId;
  const open = async (runId: RunId): Promise<OpenArtefact> => {
    const read = await readArtefact(place.workspace, runId, null);
    if (!read.ok) throw new Error(read.error.sentence);
    return read.value;
  };
  beforeAll(async () => {
    place = await openTestWorkspace();
    const run = async () => {
      const runId = await startRun(place.workspace, FLOW, SLICES);
      await answerAll(place.workspace, runId);
      return runId;
    };
    [first, second] = [await run(), await run()];
  });
  afterAll(() => place.leave());

  it('has every quote compared with its slice, and says whose slices are sensitive', async () => {
    const { citations, title, origin } = await open(first);

    expect(title).toBe('Synthesis: Maya Lindqvist, week 6');
    expect(citations.length).toBeGreaterThan(20);
    expect(citations.every(({ isTrue }) => isTrue)).toBe(true);
    expect(new Set(citations.filter(({ isSensitive }) => isSensitive).map(({ slice }) => slice))).toEqual(new Set(['journal']));
    expect(origin).toMatchObject({ flowName: 'Synthesize a session', versionNo: null, file: 'same', writtenBy: { runId: first } });
    expect(origin.ledger.map(({ stepId }) => stepId)).toContain('compose');
  });

  it('of a run that the cache served names the run that wrote it', async () => {
    const { origin, runId } = await open(second);

    expect([runId, origin.writtenBy.runId]).toEqual([second, first]);
    expect(origin.ledger.every(({ isReused }) => isReused)).toBe(true);
  });

  it('leaves as its own file, byte for byte, also when that file is changed or gone', async () => {
    const { path, markdown } = await open(first);
    const file = join(place.folder, path);
    const written = readFileSync(file);
    writeFileSync(file, `${markdown}One more line.\n`);
    const changed = await open(first);
    rmSync(file);
    const gone = await open(first);
    writeFileSync(file, written);

    expect([changed.origin.file, gone.origin.file]).toEqual(['changed', 'gone']);
    expect(Buffer.from((await exportArtefact(gone, 'md')).bytes)).toEqual(written);
  });

  it('leaves as a Word document that says all it says, with contested claims and sources', async () => {
    const artefact = await open(first);
    const { name, bytes } = await exportArtefact(artefact, 'docx');
    const read = await readDocx(bytes);
    const text = read.ok ? read.value.text : '';

    expect(name).toMatch(/^\d{4}-\d\d-\d\d-synthesize-a-session-[0-9a-f]{8}\.docx$/);
    expect(text).toContain('Synthesis: Maya Lindqvist, week 6');
    expect(text).toMatch(/⚠ Contested .*\n?.*Why: /);
    for (const { quote } of artefact.citations) expect(text).toContain(quote);
    expect(text).toContain(checkSentence(artefact.citations));
    expect(text).toContain(artefact.origin.packetHash);
  });

  it('leaves as one page that needs no other file and no network', async () => {
    const html = new TextDecoder().decode((await exportArtefact(await open(first), 'html')).bytes);

    expect(html).not.toMatch(/<(?:script|link|img|iframe|object)|url\(|@import|https?:\/\//);
    expect(html.match(/<li id="source-\d+"/g)).toHaveLength((await open(first)).citations.length);
    expect(html).toContain('class="contested"');
  });

  it('holds nothing that XML cannot, whatever a slice holds', async () => {
    const artefact = await open(first);
    const hostile = { ...artefact, title: 'A \u0000\u0008 <b> \ud800 title', markdown: '# \u0001 <w:p/> & “x” [1]\n\n![a](b)' };
    const { bytes } = await exportArtefact(hostile, 'docx');

    expect(await readDocx(bytes)).toMatchObject({ ok: true });
  });

  it('is not there for a run that nobody started, nor under another name', async () => {
    const unknown = await readArtefact(place.workspace, RunId.parse('run_0'), null);
    const other = await readArtefact(place.workspace, first, 'artefacts/../atelier.db');

    expect([unknown, other].map(read => !read.ok && read.error.kind)).toEqual(['no-such-run', 'no-such-artefact']);
    expect(readdirSync(join(place.folder, 'artefacts')).filter(name => name.endsWith('.md'))).toHaveLength(1);
  });
});
