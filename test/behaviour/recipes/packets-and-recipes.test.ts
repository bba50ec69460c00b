import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { safe } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowId, PacketId, SliceName } from '../../../engine/base/ids.ts';
import { PREVIEW_CHARS } from '../../../engine/contract/packets.ts';
import type { PacketBuilt } from '../../../engine/contract/recipes.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { openHost, type Host } from '../../../engine/host/host.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';
import { portWire, type Client, type Wire } from '../host/wires.ts';
import { aPdf } from './a-document.ts';

const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Review',
  packet: {
    slices: {
      notes: { schema: { type: 'string', minLength: 3 } },
      people: { schema: { type: 'array', items: { type: 'object', properties: { age: { type: 'integer' } }, required: ['age'] } } },
      journal: { schema: { type: 'string' }, sensitive: true },
    },
  },
  start: 'ask',
  steps: [{ id: 'ask', kind: 'human_task', config: { assignee: 'role:partner', description: 'Go on?' } }],
});
const FLOW_ID = FlowId.parse('review');
const [NOTES, PEOPLE, JOURNAL] = ['notes', 'people', 'journal'].map(name => SliceName.parse(name)) as [SliceName, SliceName, SliceName];
const recipe = (slices: Record<string, unknown> = {}, more = {}) => ({
  format: 'atelier-recipe/1',
  title: 'Week 6',
  flow: 'review',
  slices: {
    notes: { from: 'file', path: 'sources/notes.md' },
    people: { from: 'csv', path: 'sources/people.csv' },
    journal: { from: 'pasted', value: 'I slept badly on Thursday.' },
    ...slices,
  },
  ...more,
});

let opened: Awaited<ReturnType<typeof openTestWorkspace>>;
let host: Host;
let wire: Wire;
let client: Client;
const put = (path: string, text: string | Uint8Array) => writeFileSync(join(opened.folder, path), text);

beforeAll(async () => {
  opened = await openTestWorkspace();
  host = openHost(opened.workspace, { log: () => undefined });
  wire = await portWire(host);
  ({ client } = await wire.connect());
  await opened.workspace.flows.create(opened.workspace.orgId, FLOW_ID, FLOW, 1);
  mkdirSync(join(opened.folder, 'sources'));
  put('sources/notes.md', '# Notes\n');
  put('sources/people.csv', 'name,age\nAna,31\n');
});
afterAll(async () => {
  await wire.close();
  await host.close();
  await opened.leave();
});

async function built(packetId: PacketId, more: { keep?: boolean; replaceEdits?: boolean } = {}): Promise<PacketBuilt> {
  let last: PacketBuilt | null = null;
  for await (const news of await client.recipes.build({ packetId, keep: true, ...more })) if (news.kind === 'built') last = news;
  if (last === null) throw new Error('A build ended without saying what it made.');
  return last;
}

const saved = async (document: unknown = recipe()): Promise<PacketId> =>
  (await client.recipes.save({ packetId: null, recipe: document, revision: null })).packetId;

describe('A recipe', () => {
  it('builds its packet under its own id, with where each slice came from beside it', async () => {
    const packetId = await saved();

    const news = await built(packetId);

    expect(news).toMatchObject({ kept: true, sentence: 'Kept. 3 slices are new.', problems: [] });
    const packet = await client.packets.read({ packetId });
    expect(packet.slices.map(({ name, preview, sensitive, origin }) => [name, preview.slice(0, 20), sensitive, origin?.source])).toEqual([
      ['notes', '# Notes\n', false, 'sources/notes.md'],
      ['people', '[\n  {\n    "name": "A', false, 'sources/people.csv'],
      ['journal', '', true, 'pasted'],
    ]);
    expect(packet).toMatchObject({
      title: 'Week 6',
      hasRecipe: true,
      editedByHand: [],
      manifest: { packetHash: news.packetHash, flow: 'review' },
    });
    expect((await client.packets.fit({ packetId, flowId: FLOW_ID })).packetHash).toBe(news.packetHash);
    const manifest = await client.packets.manifest({ packetId });
    expect(manifest?.slices[PEOPLE]).toMatchObject({ sourceBytes: 16, files: [{ path: 'sources/people.csv', bytes: 16 }] });
  });

  it('changes the hash of the slice whose source changed, and of no other', async () => {
    const packetId = await saved();
    const before = await built(packetId);
    put('sources/people.csv', 'name,age\nAna,32\n');

    const after = await built(packetId);

    const hashes = ({ slices }: PacketBuilt) => Object.fromEntries(slices.map(({ name, sliceHash }) => [name, sliceHash]));
    expect(after.slices.map(({ name, change }) => [name, change])).toEqual([
      ['journal', 'same'],
      ['notes', 'same'],
      ['people', 'changed'],
    ]);
    expect(hashes(after)).toEqual({ ...hashes(before), people: expect.not.stringMatching(hashes(before)['people'] ?? '') as string });
    expect(after.packetHash).not.toBe(before.packetHash);
    expect(after.sentence).toBe('Kept. 1 slice changed, 2 slices are as they were.');
  });

  it('tells what is wrong by slice and path, and leaves the packet as it was', async () => {
    const packetId = await saved();
    await built(packetId);
    const before = readFileSync(join(opened.folder, 'packets', `${packetId}.packet.json`), 'utf8');
    const open = await client.recipes.read({ packetId });
    put('sources/old.csv', 'name,age\nAna,old\n');
    const wrong = recipe({ people: { from: 'csv', path: 'sources/old.csv' }, notes: { from: 'file', path: 'sources/none.md' } });
    await client.recipes.save({ packetId, recipe: wrong, revision: open.revision });

    const news = await built(packetId);

    expect(news).toMatchObject({
      kept: false,
      packetHash: null,
      sentence: expect.stringMatching(/^Nothing was kept: there are 2 problems/) as string,
    });
    expect(news.problems).toEqual([
      { slice: 'notes', path: '', message: expect.stringContaining('There is no file sources/none.md') as string },
      { slice: 'people', path: '/0/age', message: expect.stringContaining('string') as string },
    ]);
    expect(news.slices.find(({ name }) => name === NOTES)?.change).toBe('unread');
    expect(readFileSync(join(opened.folder, 'packets', `${packetId}.packet.json`), 'utf8')).toBe(before);
  });

  it('replaces nothing that was edited by hand, unless it is told to', async () => {
    const packetId = await saved();
    await built(packetId);
    const { revision } = await client.packets.read({ packetId });
    await client.packets.save({ packetId, revision, edits: [{ edit: 'write', slice: NOTES, isText: true, text: 'Mine.' }] });

    const held = await built(packetId);
    expect(held).toMatchObject({ kept: false, sentence: expect.stringContaining('“notes” was edited by hand') as string });
    expect((await client.packets.read({ packetId })).editedByHand).toEqual([NOTES]);

    expect(await built(packetId, { replaceEdits: true })).toMatchObject({ kept: true });
    expect((await client.packets.read({ packetId })).editedByHand).toEqual([]);
  });

  it('is tried without writing anything, one source or all of them', async () => {
    const packetId = await saved();

    expect(await built(packetId, { keep: false })).toMatchObject({
      kept: false,
      problems: [],
      sentence: expect.stringMatching(/^Tried/) as string,
    });
    expect(await safe(client.packets.read({ packetId }))).toMatchObject({ error: { code: 'NO_SUCH_PACKET' } });
    const source = { from: 'csv', path: 'sources/people.csv', column: 'name' };
    expect(await client.recipes.trySource({ source, slice: PEOPLE, flowId: FLOW_ID })).toMatchObject({
      status: 'read',
      problems: [{ slice: 'people', path: '/0' }],
    });
    expect(await client.recipes.trySource({ source: { from: 'ftp' } })).toMatchObject({
      status: 'unread',
      sentence: expect.stringContaining('one of pasted, file') as string,
    });
  });

  it('takes what an earlier run gave', async () => {
    const { workspace } = opened;
    const runId = await startRun(workspace, { ...FLOW, packet: { slices: {} } });
    const run = await workspace.runner.settled(runId);
    if (run?.state.status !== 'waiting') throw new Error('The run does not wait.');
    await workspace.runner.resolve({
      waitId: run.state.wait.waitId,
      outcome: 'approve',
      comment: 'Well done.',
      answer: {},
      by: workspace.me,
      roles: workspace.roles,
    });
    await workspace.runner.settled(runId);
    const from = (more: object) => recipe({ notes: { from: 'run', flowId: 'test-flow', stepId: 'ask', pointer: '/comment', ...more } });

    const latest = await built(await saved(from({})));
    expect(latest).toMatchObject({ kept: true });
    expect(latest.slices.find(({ name }) => name === NOTES)).toMatchObject({
      preview: 'Well done.',
      origin: { source: expect.stringContaining(runId) as string },
    });
    const none = await built(await saved(from({ stepId: 'nobody' })));
    expect(none.problems).toMatchObject([{ slice: 'notes', message: expect.stringContaining('no output of such a step') as string }]);
  });

  it('tells of a flow whose own schema is wrong, and of a flow that is gone', async () => {
    const broken = Flow.parse({ ...FLOW, packet: { slices: { notes: { schema: { type: 'nothing' } } } } });
    await opened.workspace.flows.create(opened.workspace.orgId, FlowId.parse('broken'), broken, 1);
    const one = await built(await saved(recipe({}, { flow: 'broken' })));
    expect(one.problems[0]).toMatchObject({
      slice: 'notes',
      message: expect.stringContaining('schema for this slice cannot be used') as string,
    });
    const gone = await saved(recipe({}, { flow: 'nowhere' }));
    await expect(built(gone)).rejects.toMatchObject({ code: 'NO_SUCH_FLOW' });
  });

  it('is saved over what was read only, and only when it is one', async () => {
    const packetId = await saved();
    const { revision } = await client.recipes.read({ packetId });
    await client.recipes.save({ packetId, recipe: recipe({}, { title: 'Second' }), revision });

    expect(await safe(client.recipes.save({ packetId, recipe: recipe(), revision }))).toMatchObject({
      error: { code: 'CHANGED_MEANWHILE' },
    });
    for (const [slices, sentence] of [
      [{ notes: { from: 'file', path: '../x' } }, /The slice “notes”: its source has a “path” that does not fit/],
      [{ notes: { from: 'http', url: 'https://x.org/', header: 'x' } }, /“header”, which does not belong there/],
      [{ '1st': { from: 'pasted', value: 1 } }, /cannot be the name of a slice/],
    ] as const) {
      const told = await safe(client.recipes.save({ packetId, recipe: recipe(slices), revision: null }));
      expect(told.error).toMatchObject({ code: 'NOT_A_RECIPE', message: expect.stringMatching(sentence) as string });
    }
    expect((await client.recipes.list()).find(line => line.packetId === packetId)).toMatchObject({ title: 'Second', problem: null });
  });
});

describe('A packet', () => {
  it('is saved from edits of its slices, all or none', async () => {
    const made = await client.packets.save({
      packetId: null,
      title: 'By hand',
      revision: null,
      edits: [
        { edit: 'write', slice: NOTES, isText: true, text: 'One.' },
        { edit: 'write', slice: PEOPLE, isText: false, text: '[{"age": 1}]' },
      ],
    });
    const { packetId, revision } = made;
    const bad = await safe(
      client.packets.save({
        packetId,
        revision,
        edits: [
          { edit: 'remove', slice: NOTES },
          { edit: 'write', slice: PEOPLE, isText: false, text: '[{' },
        ],
      }),
    );
    expect(bad.error).toMatchObject({ code: 'BAD_EDIT', data: { slice: 'people' } });
    const base64 = Buffer.from(aPdf(['From paper.'])).toString('base64');
    const edited = await client.packets.save({
      packetId,
      revision,
      edits: [
        { edit: 'rename', slice: PEOPLE, to: SliceName.parse('folk') },
        { edit: 'document', slice: NOTES, fileName: 'paper.pdf', base64 },
      ],
    });
    expect(edited.slices.map(({ name, preview, isText }) => [name, preview.length > 20 ? 'JSON' : preview, isText])).toEqual([
      ['notes', 'From paper.', true],
      ['folk', expect.any(String), false],
    ]);
    expect(await safe(client.packets.save({ packetId, revision, edits: [] }))).toMatchObject({ error: { code: 'CHANGED_MEANWHILE' } });
  });

  it('tells how it would fit with edits that are not saved', async () => {
    const { packetId } = await client.packets.save({
      packetId: null,
      title: 'Fit',
      revision: null,
      edits: [{ edit: 'write', slice: NOTES, isText: true, text: 'Long enough.' }],
    });
    const edits = [
      { edit: 'write' as const, slice: PEOPLE, isText: false, text: '[{"age": "x"}]' },
      { edit: 'write' as const, slice: JOURNAL, isText: true, text: 'Fine.' },
    ];
    const fit = await client.packets.fit({ packetId, flowId: FLOW_ID, edits });
    expect(fit.problems.map(({ slice, path }) => [slice, path])).toEqual([['people', '/0/age']]);
    expect(fit.slices.map(({ name }) => name)).toEqual(['journal', 'notes']);
    expect((await client.packets.read({ packetId })).slices).toHaveLength(1);
  });

  it('shows a sensitive slice only when a person asks to see it', async () => {
    const text = 'I slept badly on Thursday.';
    const { packetId } = await client.packets.save({
      packetId: null,
      title: 'Private',
      revision: null,
      edits: [{ edit: 'write', slice: JOURNAL, isText: true, text }],
    });
    const read = await client.packets.read({ packetId, flowId: FLOW_ID });
    expect(read.slices).toMatchObject([{ name: 'journal', preview: '', whole: false, sensitive: true, totalChars: text.length }]);
    const part = { packetId, slice: JOURNAL, offset: 0, flowId: FLOW_ID };
    expect(await client.packets.readSlice(part)).toEqual({ text: '', totalChars: text.length, masked: true });
    expect(await client.packets.readSlice({ ...part, reveal: true })).toEqual({ text, totalChars: text.length, masked: false });
  });

  it('of 5 MB crosses the door in parts, and no part cuts a character in two', async () => {
    const text = `${'x'.repeat(PREVIEW_CHARS - 1)}👍${'Ana says something long. '.repeat(200_000)}`;
    put('packets/long.packet.json', JSON.stringify({ format: 'atelier-packet/1', title: 'Long', slices: { notes: text } }));
    const packetId = PacketId.parse('long');

    const { slices } = await client.packets.read({ packetId });

    expect(slices).toMatchObject([{ totalChars: text.length, whole: false }]);
    let read = slices[0]?.preview ?? '';
    expect(read).toHaveLength(PREVIEW_CHARS - 1);
    for (let part = 0; part < 3; part++) read += (await client.packets.readSlice({ packetId, slice: NOTES, offset: read.length })).text;
    expect(text.startsWith(read)).toBe(true);
    expect((await client.packets.readSlice({ packetId, slice: NOTES, offset: text.length + 5 })).text).toBe('');
    expect((await client.packets.list()).find(line => line.packetId === packetId)?.bytes).toBeGreaterThan(5_000_000);
  });

  it('is kept from a run, without its sensitive slices unless they are asked for', async () => {
    const { workspace } = opened;
    const runId = await startRun(workspace, FLOW, { notes: 'Notes of a run.', people: [{ age: 1 }], journal: 'Private.' });

    const kept = await client.packets.saveRunPacket({ runId, title: 'Sample', withSensitive: false });
    const whole = await client.packets.saveRunPacket({ runId, title: 'Sample', withSensitive: true });

    expect(kept).toMatchObject({ leftOut: ['journal'], packet: { packetId: 'sample', slices: [{ name: 'notes' }, { name: 'people' }] } });
    expect(whole).toMatchObject({ leftOut: [], packet: { packetId: 'sample-2' } });
    expect(whole.packet.slices).toHaveLength(3);
  });

  it('says what is wrong with a dropped document', async () => {
    const drop = (fileName: string, bytes: Uint8Array) =>
      client.packets.readDocument({ fileName, base64: Buffer.from(bytes).toString('base64') });
    expect(await drop('a.pdf', aPdf(['Hello.']))).toMatchObject({
      status: 'read',
      preview: 'Hello.',
      origin: { from: 'document', source: 'a.pdf' },
    });
    expect(await drop('scan.pdf', aPdf(['']))).toMatchObject({
      status: 'unread',
      sentence: expect.stringContaining('scan.pdf cannot be read: it holds no text') as string,
    });
  });
});
