import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { safe } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowId, type PacketId } from '../../../engine/base/ids.ts';
import type { PacketBuilt } from '../../../engine/contract/recipes.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { Recipe } from '../../../engine/packet/recipe.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';
import { FLOW, FLOW_ID, NOTES, openPacketDoor, PEOPLE, type PacketDoor } from './packet-door.ts';

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

let door: PacketDoor;
beforeAll(async () => {
  door = await openPacketDoor();
});
afterAll(() => door.leave());

async function built(packetId: PacketId, more: { keep?: boolean; replaceEdits?: boolean } = {}): Promise<PacketBuilt> {
  let last: PacketBuilt | null = null;
  for await (const news of await door.client.recipes.build({ packetId, keep: true, ...more })) if (news.kind === 'built') last = news;
  if (last === null) throw new Error('A build ended without saying what it made.');
  return last;
}

const saved = async (document: unknown = recipe()): Promise<PacketId> =>
  (await door.client.recipes.save({ packetId: null, recipe: document, revision: null })).packetId;

describe('A recipe', () => {
  it('builds its packet under its own id, with where each slice came from beside it', async () => {
    const packetId = await saved();

    const news = await built(packetId);

    expect(news).toMatchObject({ kept: true, sentence: 'Kept. 3 slices are new.', problems: [] });
    const packet = await door.client.packets.read({ packetId });
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
    expect((await door.client.packets.fit({ packetId, flowId: FLOW_ID })).packetHash).toBe(news.packetHash);
    const manifest = await door.client.packets.manifest({ packetId });
    expect(manifest?.slices[PEOPLE]).toMatchObject({ sourceBytes: 16, files: [{ path: 'sources/people.csv', bytes: 16 }] });
  });

  it('changes the hash of the slice whose source changed, and of no other', async () => {
    const packetId = await saved();
    const before = await built(packetId);
    door.put('sources/people.csv', 'name,age\nAna,32\n');

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
    const before = readFileSync(join(door.folder, 'packets', `${packetId}.packet.json`), 'utf8');
    const open = await door.client.recipes.read({ packetId });
    door.put('sources/old.csv', 'name,age\nAna,old\n');
    const wrong = recipe({ people: { from: 'csv', path: 'sources/old.csv' }, notes: { from: 'file', path: 'sources/none.md' } });
    await door.client.recipes.save({ packetId, recipe: wrong, revision: open.revision });

    const news = await built(packetId);

    expect(news).toMatchObject({
      kept: false,
      packetHash: null,
      sentence: expect.stringMatching(/^Nothing was kept: there are 2 problems/) as string,
    });
    expect(news.problems).toEqual([
      { slice: 'notes', path: '', message: expect.stringContaining('There is no file sources/none.md') as string },
      { slice: 'people', path: '/0/age', message: expect.stringContaining('a whole number is asked for') as string },
    ]);
    expect(news.slices.find(({ name }) => name === NOTES)?.change).toBe('unread');
    expect(readFileSync(join(door.folder, 'packets', `${packetId}.packet.json`), 'utf8')).toBe(before);
  });

  it('replaces nothing that was edited by hand, unless it is told to', async () => {
    const packetId = await saved();
    await built(packetId);
    const { revision } = await door.client.packets.read({ packetId });
    await door.client.packets.save({ packetId, revision, edits: [{ edit: 'write', slice: NOTES, isText: true, text: 'Mine.' }] });

    const held = await built(packetId);
    expect(held).toMatchObject({ kept: false, sentence: expect.stringContaining('“notes” was edited by hand') as string });
    expect((await door.client.packets.read({ packetId })).editedByHand).toEqual([NOTES]);

    expect(await built(packetId, { replaceEdits: true })).toMatchObject({ kept: true });
    expect((await door.client.packets.read({ packetId })).editedByHand).toEqual([]);
  });

  it('is tried without writing anything, one source or all of them', async () => {
    const packetId = await saved();

    expect(await built(packetId, { keep: false })).toMatchObject({
      kept: false,
      problems: [],
      sentence: expect.stringMatching(/^Tried/) as string,
    });
    expect(await safe(door.client.packets.read({ packetId }))).toMatchObject({ error: { code: 'NO_SUCH_PACKET' } });
    const source = { from: 'csv', path: 'sources/people.csv', column: 'name' };
    expect(await door.client.recipes.trySource({ source, slice: PEOPLE, flowId: FLOW_ID })).toMatchObject({
      status: 'read',
      problems: [{ slice: 'people', path: '/0' }],
    });
    expect(await door.client.recipes.trySource({ source: { from: 'ftp' } })).toMatchObject({
      status: 'unread',
      sentence: expect.stringContaining('one of pasted, file') as string,
    });
  });

  it('takes what an earlier run gave', async () => {
    const { workspace } = door;
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
    await door.workspace.flows.create(door.workspace.orgId, FlowId.parse('broken'), broken, 1);
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
    const { revision } = await door.client.recipes.read({ packetId });
    await door.client.recipes.save({ packetId, recipe: recipe({}, { title: 'Second' }), revision });

    expect(await safe(door.client.recipes.save({ packetId, recipe: recipe(), revision }))).toMatchObject({
      error: { code: 'CHANGED_MEANWHILE' },
    });
    for (const [slices, sentence] of [
      [{ notes: { from: 'file', path: '../x' } }, /The slice “notes”: its source has a “path” that does not fit/],
      [{ notes: { from: 'http', url: 'https://x.org/', header: 'x' } }, /“header”, which does not belong there/],
      [{ '1st': { from: 'pasted', value: 1 } }, /cannot be the name of a slice/],
    ] as const) {
      const told = await safe(door.client.recipes.save({ packetId, recipe: recipe(slices), revision: null }));
      expect(told.error).toMatchObject({ code: 'NOT_A_RECIPE', message: expect.stringMatching(sentence) as string });
    }
    expect((await door.client.recipes.list()).find(line => line.packetId === packetId)).toMatchObject({ title: 'Second', problem: null });
  });

  it('is stopped by whoever leaves, and writes nothing then', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise(resolve => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo; // true: it listens on TCP
    const packetId = await saved(recipe({ notes: { from: 'http', url: `http://127.0.0.1:${String(port)}/` } }));

    const news = await door.client.recipes.build({ packetId, keep: true });
    expect((await news.next()).value).toEqual({ kind: 'reading', slice: 'notes', done: 0, total: 3 });
    await news.return(undefined);

    expect(await safe(door.client.packets.read({ packetId }))).toMatchObject({ error: { code: 'NO_SUCH_PACKET' } });
    silent.closeAllConnections();
    silent.close();
  });

  it('is stopped when its workspace closes', async () => {
    const { workspace, leave } = await openTestWorkspace();
    const order = { recipe: Recipe.parse(recipe()), contract: null };
    const build = workspace.packetDesk.build(order, () => undefined, new AbortController().signal);
    await leave();
    expect(await build).toMatchObject({ ok: false, error: 'Stopped. Nothing was changed.' });
  });
});
