import { isDefinedError, safe } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { Actor, FlowId, PacketId, SliceName } from '../../../engine/base/ids.ts';
import { PREVIEW_CHARS } from '../../../engine/contract/packets.ts';
import { WireBench, WIRES } from './wire-bench.ts';

const DAILY = { on: 'schedule', cron: '0 9 * * *', timezone: 'Europe/Paris' } as const;

describe.each(WIRES)('The contract over %s', (_name, openWire) => {
  const on = new WireBench(openWire);

  describe('carries facts, flows and packets', () => {
    it('tells which workspace this is, who works in it and what answers', async () => {
      const facts = await on.client.workspace.read();

      expect(facts).toMatchObject({ folder: on.workspace.folder, orgId: 'local', model: 'local-extractive extractive-1' });
      expect(facts.engine).toContain('SQLite');
    });

    it('keeps a flow as it was saved', async () => {
      const { flowId, flow, revision } = await on.client.flows.create({ name: 'Pricing talk' });

      const saved = await on.client.flows.saveDraft({ flowId, revision, flow: { ...flow, description: 'What it is for.' } });

      expect(await on.client.flows.read({ flowId })).toMatchObject({ revision: saved.revision, flow: { description: 'What it is for.' } });
      expect(await on.client.flows.list()).toMatchObject([{ flowId: 'pricing-talk', name: 'Pricing talk', stepCount: 0 }]);
    });

    it('gives a second flow of the same name an id of its own', async () => {
      expect(await on.importFlow()).toBe('pricing-talk');
      expect(await on.importFlow()).toBe('pricing-talk-2');
    });

    it('gives a version its number, and the number to the runs of this very definition', async () => {
      const flowId = await on.importFlow();
      const { revision } = await on.client.flows.read({ flowId });

      const version = await on.client.flows.publish({ flowId, revision, message: 'First' });
      await on.client.runs.start({ flowId, packetId: await on.shelve(), mode: 'live' });

      expect(version).toMatchObject({ versionNo: 1, message: 'First' });
      expect(await on.client.runs.list({ flowId })).toMatchObject([{ versionNo: 1, versionHash: version.versionHash, mode: 'live' }]);
    });

    it('gives a task to somebody else, who then stands in the inbox', async () => {
      await on.startRun();
      const [open] = await vi.waitUntil(async () => ((await on.client.runs.inbox()).length === 1 ? on.client.runs.inbox() : null));
      const to = Actor.parse('role:accounting');
      await on.client.runs.reassign({ waitId: open?.wait.waitId ?? expect.fail('Nobody is asked.'), to, comment: 'Yours.' });

      expect((await on.client.runs.inbox()).map(({ wait }) => wait.subject)).toMatchObject([{ assignee: to }]);
    });

    it('lists what starts by itself, and pauses it', async () => {
      const { flowId, flow, revision } = await on.client.flows.read({ flowId: await on.importFlow() });
      const packet = PacketId.parse(await on.shelve());
      const saved = await on.client.flows.saveDraft({ flowId, revision, flow: { ...flow, trigger: { ...DAILY, packet } } });
      await on.client.flows.publish({ flowId, revision: saved.revision, message: '' });

      expect(await on.client.flows.triggers()).toMatchObject([{ flowId, versionNo: 1, isOn: true, lastStart: null, problem: null }]);
      expect(await on.client.flows.setTrigger({ flowId, isOn: false })).toMatchObject({ isOn: false, nextAtUs: null });
    });

    it('puts a flow away with its trigger, and takes both out again', async () => {
      const { flowId, flow, revision } = await on.client.flows.read({ flowId: await on.importFlow() });
      const packet = PacketId.parse(await on.shelve());
      const saved = await on.client.flows.saveDraft({ flowId, revision, flow: { ...flow, trigger: { ...DAILY, packet } }, history: '[]' });
      await on.client.flows.publish({ flowId, revision: saved.revision, message: '' });

      expect(await on.client.flows.archive({ flowId, isArchived: true })).toEqual({ paused: true });
      expect(await on.client.flows.triggers()).toMatchObject([{ flowId, isOn: false }]);
      const [head] = await on.client.flows.list();
      expect(head).toMatchObject({ flowId, lastRun: null, problems: { errors: 0 } });
      expect(head?.archivedAtUs).not.toBeNull();

      await on.client.flows.archive({ flowId, isArchived: false, resume: true });
      expect(await on.client.flows.triggers()).toMatchObject([{ flowId, isOn: true }]);
      expect(await on.client.flows.read({ flowId })).toMatchObject({ revision: saved.revision, history: '[]' });
    });

    it('shows the beginning of a long slice, and the rest piece by piece', async () => {
      const packetId = await on.shelve(`${'x'.repeat(PREVIEW_CHARS)}the end`);
      const slice = SliceName.parse('intake');

      const [extra, intake] = (await on.client.packets.read({ packetId })).slices.toSorted((a, b) => (a.name < b.name ? -1 : 1));

      expect(extra).toMatchObject({ name: 'extra', isText: false, whole: true, preview: '{\n  "count": 3\n}' });
      expect(intake).toMatchObject({ isText: true, whole: false, bytes: PREVIEW_CHARS + 7 });
      expect(await on.client.packets.readSlice({ packetId, slice, offset: PREVIEW_CHARS })).toEqual({
        text: 'the end',
        totalChars: PREVIEW_CHARS + 7,
        masked: false,
      });
    });

    it('carries a packet of twenty megabytes', async () => {
      const packetId = await on.shelve('word '.repeat(4_000_000));

      expect((await on.client.packets.list()).find(packet => packet.packetId === packetId)?.bytes).toBeGreaterThan(20_000_000);
    });

    it('says how a packet fits a flow, slice by slice', async () => {
      const flowId = await on.importFlow();

      const fit = await on.client.packets.fit({ packetId: await on.shelve(), flowId });
      const misfit = await on.client.packets.fit({ packetId: await on.shelve(''), flowId });

      expect(fit.problems).toEqual([]);
      expect(Object.keys(fit.sliceHashes)).toEqual(['intake']);
      expect(misfit).toMatchObject({ packetHash: null, problems: [{ slice: 'intake' }] });
    });
  });

  describe('refuses with typed errors', () => {
    it('what is not there, with its id', async () => {
      const flowId = FlowId.parse('nothing');
      const { error } = await safe(on.client.flows.read({ flowId }));

      expect(isDefinedError(error) && [error.code, error.data]).toEqual(['NO_SUCH_FLOW', { flowId }]);
    });

    it('a save over another window’s save, with the revision that stands', async () => {
      const { flowId, flow, revision } = await on.client.flows.create({ name: 'Pricing talk' });
      await on.client.flows.saveDraft({ flowId, revision, flow });
      const { error } = await safe(on.client.flows.saveDraft({ flowId, revision, flow }));

      expect(isDefinedError(error) && [error.code, error.data]).toEqual(['REVISION_MOVED', { revision: revision + 1 }]);
    });

    it('a file that is no flow or no packet, with the place', async () => {
      const flow = await safe(on.client.flows.importText({ fileName: 'x.flow.json', text: '{ "format": ' }));
      const packet = await safe(on.client.packets.importText({ fileName: 'x.packet.json', text: '[]' }));
      const slice = await safe(
        on.client.packets.save({
          packetId: await on.shelve(),
          revision: null,
          edits: [{ edit: 'write', slice: SliceName.parse('extra'), isText: false, text: '{ "a": 1,, }' }],
        }),
      );

      expect(isDefinedError(flow.error) && flow.error.data).toMatchObject({
        problems: [{ severity: 'error', range: expect.anything() as object }],
      });
      expect(isDefinedError(packet.error) && packet.error.code).toBe('NOT_A_PACKET');
      expect(isDefinedError(slice.error) && slice.error.data).toMatchObject({
        sentence: expect.stringContaining('Line 1, column') as string,
      });
    });

    it('publishing and running what has errors, with all of them', async () => {
      const { flowId, flow, revision } = await on.client.flows.read({ flowId: await on.importFlow() });
      const dangling = { ...flow, steps: flow.steps.map(step => (step.id === 'ask' ? { ...step, next: 'nowhere' } : step)) } as typeof flow; // true: a step id may name nothing
      const saved = await on.client.flows.saveDraft({ flowId, revision, flow: dangling });

      const published = await safe(on.client.flows.publish({ flowId, revision: saved.revision, message: '' }));
      const run = await safe(on.client.runs.start({ flowId, packetId: await on.shelve(), mode: 'draft' }));

      expect(isDefinedError(published.error) && published.error.code).toBe('HAS_ERRORS');
      expect(isDefinedError(run.error) && run.error.code).toBe('FLOW_HAS_ERRORS');
    });

    it('a run on a packet that misses a slice', async () => {
      const { error } = await safe(on.client.runs.start({ flowId: await on.importFlow(), packetId: await on.shelve(''), mode: 'draft' }));

      expect(isDefinedError(error) && error.data).toMatchObject({ problems: [{ slice: 'intake' }] });
    });

    it('a second answer to one question', async () => {
      await on.startRun();
      const [open] = await vi.waitUntil(async () => ((await on.client.runs.inbox()).length === 1 ? on.client.runs.inbox() : null));
      const answer = { waitId: open?.wait.waitId ?? expect.fail('Nobody is asked.'), outcome: 'approve', comment: null, answer: {} };
      await on.client.runs.resolve(answer);
      const { error } = await safe(on.client.runs.resolve(answer));

      expect(isDefinedError(error) && error.code).toBe('WAIT_OVER');
    });

    it('a stop of a run that has ended, with how it ended', async () => {
      const runId = await on.startRun();
      expect(await on.client.runs.cancel({ runId, reason: 'Enough.' })).toEqual({ status: 'halted' });
      const { error } = await safe(on.client.runs.cancel({ runId, reason: 'Enough.' }));

      expect(isDefinedError(error) && error).toMatchObject({ code: 'RUN_OVER', data: { status: 'halted' } });
      expect(error?.message).toContain('so there is nothing to stop.');
    });

    it('publishing a flow whose own start would have no evidence', async () => {
      const { flowId, flow, revision } = await on.client.flows.read({ flowId: await on.importFlow() });
      const saved = await on.client.flows.saveDraft({ flowId, revision, flow: { ...flow, trigger: DAILY } });

      const { error } = await safe(on.client.flows.publish({ flowId, revision: saved.revision, message: '' }));

      expect(isDefinedError(error) && error.data).toMatchObject({ problems: [{ code: 'unfilled-slice', severity: 'error' }] });
      const { error: pause } = await safe(on.client.flows.setTrigger({ flowId, isOn: false }));
      expect(isDefinedError(pause) && pause.code).toBe('NO_SUCH_TRIGGER');
    });

    it('words that no window of ours sends', async () => {
      const { error } = await safe(on.client.flows.create({ name: '' }));

      expect(error).toMatchObject({ code: 'BAD_REQUEST' });
      expect(on.log).toEqual([]);
    });
  });
});
