import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FlowId, StepId } from '../../../engine/base/ids.ts';
import { flowHash } from '../../../engine/flow/flow-hash.ts';
import { ANA, begin, FLOW, FLOW_ID } from './a-run.ts';
import { ORG, type OpenedStore, type OpenStore } from './a-store.ts';

const RENAMED = { ...FLOW, name: 'Another name' };
const MOVED = { ...FLOW, layout: { [StepId.parse('draft')]: { x: 10, y: 20 } } };

export function flowStoreSuite(name: string, open: OpenStore): void {
  describe(`Flows in ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.leave());

    it('keeps a draft whole, over a restart too', async () => {
      const drawn = { ...MOVED, notes: [{ id: 'n', text: 'Ask Ben.', x: 1, y: 2 }] };
      expect(await opened.store.flows.create(ORG, FLOW_ID, drawn, 10)).toEqual({
        ok: true,
        value: { flowId: FLOW_ID, flow: drawn, revision: 1, updatedAtUs: 10 },
      });

      const store = await opened.reopen();

      expect(await store.flows.draft(ORG, FLOW_ID)).toEqual({ flowId: FLOW_ID, flow: drawn, revision: 1, updatedAtUs: 10 });
    });

    it('refuses an id that is taken, and leaves the flow that has it', async () => {
      const { flows } = opened.store;
      await flows.create(ORG, FLOW_ID, FLOW, 10);

      expect(await flows.create(ORG, FLOW_ID, RENAMED, 20)).toEqual({ ok: false, error: 'taken' });

      expect((await flows.draft(ORG, FLOW_ID))?.flow.name).toBe(FLOW.name);
    });

    it('saves over the revision one has seen, and over no other', async () => {
      const { flows } = opened.store;
      await flows.create(ORG, FLOW_ID, FLOW, 10);

      expect(await flows.save(ORG, FLOW_ID, 1, RENAMED, 20)).toMatchObject({ ok: true, value: { revision: 2, updatedAtUs: 20 } });
      expect(await flows.save(ORG, FLOW_ID, 1, FLOW, 30)).toEqual({ ok: false, error: 'revision-moved' });
      expect(await flows.save(ORG, FlowId.parse('nothing'), 1, FLOW, 30)).toEqual({ ok: false, error: 'no-such-flow' });

      expect(await flows.draft(ORG, FLOW_ID)).toEqual({ flowId: FLOW_ID, flow: RENAMED, revision: 2, updatedAtUs: 20 });
    });

    it('lets one of two savers win who saw the same revision', async () => {
      const { flows } = opened.store;
      await flows.create(ORG, FLOW_ID, FLOW, 10);

      const saves = await Promise.all([flows.save(ORG, FLOW_ID, 1, RENAMED, 20), flows.save(ORG, FLOW_ID, 1, MOVED, 20)]);

      expect(saves.map(save => save.ok)).toEqual([true, false]);
    });

    it('keeps what can be undone with the very draft it belongs to, and with no other', async () => {
      const { flows } = opened.store;
      await flows.create(ORG, FLOW_ID, FLOW, 10);
      await flows.save(ORG, FLOW_ID, 1, RENAMED, 20, { history: '["called otherwise"]' });

      expect(await flows.save(ORG, FLOW_ID, 1, FLOW, 25, { history: '["too late"]' })).toEqual({ ok: false, error: 'revision-moved' });
      const store = await opened.reopen();
      expect(await store.flows.history(ORG, FLOW_ID, 2)).toBe('["called otherwise"]');
      expect(await store.flows.history(ORG, FLOW_ID, 1)).toBeNull();
      expect(await store.flows.keepHistory(ORG, FLOW_ID, 1, '["of another draft"]')).toBe(false);
      expect(await store.flows.keepHistory(ORG, FLOW_ID, 2, '["and typing"]')).toBe(true);
      expect(await store.flows.history(ORG, FLOW_ID, 2)).toBe('["and typing"]');

      await store.flows.save(ORG, FLOW_ID, 2, FLOW, 30);
      expect(await store.flows.history(ORG, FLOW_ID, 2)).toBeNull();
      expect(await store.flows.history(ORG, FLOW_ID, 3)).toBeNull();
    });

    it('puts a flow away and takes it out again, its draft as it was', async () => {
      const { flows } = opened.store;
      await flows.create(ORG, FLOW_ID, FLOW, 10);

      expect(await flows.archive(ORG, FLOW_ID, 20)).toBe(true);
      expect(await flows.draft(ORG, FLOW_ID)).toMatchObject({ revision: 1, updatedAtUs: 10, archivedAtUs: 20 });
      expect(await flows.archive(ORG, FLOW_ID, null)).toBe(true);
      expect(await flows.draft(ORG, FLOW_ID)).not.toHaveProperty('archivedAtUs');
      expect(await flows.archive(ORG, FlowId.parse('nothing'), 20)).toBe(false);
    });

    it('tags flows, and calls a tag otherwise on all that have it', async () => {
      const { flows } = opened.store;
      const other = FlowId.parse('other');
      await flows.create(ORG, FLOW_ID, FLOW, 10);
      await flows.create(ORG, other, FLOW, 10);

      expect(await flows.setTags(ORG, FLOW_ID, ['client', 'Q3'])).toBe(true);
      expect(await flows.setTags(ORG, FLOW_ID, ['client', 'money'])).toBe(true);
      expect(await flows.setTags(ORG, other, ['client', 'partner'])).toBe(true);
      expect(await flows.setTags(ORG, FlowId.parse('nothing'), ['client'])).toBe(false);
      expect([...(await flows.renameTag(ORG, 'client', 'partner'))].toSorted()).toEqual([FLOW_ID, other].toSorted());
      expect(await flows.renameTag(ORG, 'money', null)).toEqual([FLOW_ID]);

      const store = await opened.reopen();
      expect(await store.flows.tags(ORG)).toEqual(
        new Map([
          [FLOW_ID, ['partner']],
          [other, ['partner']],
        ]),
      );
    });

    it('lists drafts by name', async () => {
      const { flows } = opened.store;
      for (const [id, flowName] of [
        ['one', 'beta'],
        ['two', 'Alpha'],
        ['three', 'Gamma'],
      ] as const)
        await flows.create(ORG, FlowId.parse(id), { ...FLOW, name: flowName }, 10);

      expect((await flows.drafts(ORG)).map(draft => draft.flow.name)).toEqual(['Alpha', 'beta', 'Gamma']);
    });

    it('numbers versions from 1 and finds each definition by its hash', async () => {
      const { flows } = opened.store;
      const first = await flows.publish(ORG, FLOW_ID, FLOW, ANA, 'First', 10);
      const second = await flows.publish(ORG, FLOW_ID, RENAMED, ANA, 'Second', 20);

      expect(first).toEqual({
        ...{ flowId: FLOW_ID, versionNo: 1, versionHash: flowHash(FLOW) },
        ...{ message: 'First', publishedBy: ANA, atUs: 10, pins: { skills: {} } },
      });
      expect(await flows.versions(ORG, FLOW_ID)).toEqual([second, first]);
      expect(await flows.definition(ORG, second.versionHash)).toEqual(RENAMED);
      expect(await flows.definition(ORG, flowHash({ ...FLOW, name: 'Never' }))).toBeNull();
    });

    it('makes no new version of a definition that has one, though its steps were moved', async () => {
      const { flows } = opened.store;
      const first = await flows.publish(ORG, FLOW_ID, FLOW, ANA, 'First', 10);
      await flows.publish(ORG, FLOW_ID, RENAMED, ANA, 'Second', 20);

      expect(await flows.publish(ORG, FLOW_ID, MOVED, ANA, 'Again', 30)).toEqual(first);

      expect(await flows.versions(ORG, FLOW_ID)).toHaveLength(2);
    });

    it('keeps what a version was published with, also when it is published again', async () => {
      const { flows } = opened.store;
      const pins = {
        expressions: 'atelier-cel/1',
        skills: { draft_proposal: { version: '1.0.0', codeVersion: 'a', promptHash: flowHash(FLOW) } },
      };
      const first = await flows.publish(ORG, FLOW_ID, FLOW, ANA, 'First', 10, pins);

      expect(first.pins).toEqual(pins);
      expect(await flows.publish(ORG, FLOW_ID, MOVED, ANA, 'Again', 20, { skills: {} })).toEqual(first);
    });

    it('remembers what a flow is a fork of, and which file it was taken from', async () => {
      const { flows } = opened.store;
      const forkedFrom = { flowId: FLOW_ID, versionNo: 2, versionHash: flowHash(FLOW) };
      const made = await flows.create(ORG, FlowId.parse('fork'), FLOW, 10, { forkedFrom, importedHash: flowHash(RENAMED) });

      expect(made).toMatchObject({ ok: true, value: { forkedFrom, importedHash: flowHash(RENAMED) } });
      await flows.save(ORG, FlowId.parse('fork'), 1, RENAMED, 20);
      expect(await flows.draft(ORG, FlowId.parse('fork'))).toMatchObject({ revision: 2, forkedFrom, importedHash: flowHash(RENAMED) });
      await flows.save(ORG, FlowId.parse('fork'), 2, FLOW, 30, { importedHash: flowHash(FLOW) });

      const store = await opened.reopen();
      expect(await store.flows.draft(ORG, FlowId.parse('fork'))).toMatchObject({ revision: 3, forkedFrom, importedHash: flowHash(FLOW) });
    });

    it('keeps what a fork began from, also when that was never published', async () => {
      const { flows } = opened.store;
      const forkedFrom = { flowId: FLOW_ID, versionNo: null, versionHash: flowHash(MOVED) };
      const made = await flows.create(ORG, FlowId.parse('fork'), RENAMED, 10, { forkedFrom, base: MOVED });

      expect(made.ok && Object.keys(made.value)).not.toContain('base');
      await flows.create(ORG, FlowId.parse('fork'), RENAMED, 10, { forkedFrom, base: { ...FLOW, name: 'Of a fork that is none' } });
      expect(await flows.definition(ORG, flowHash({ ...FLOW, name: 'Of a fork that is none' }))).toBeNull();

      const store = await opened.reopen();
      expect(await store.flows.definition(ORG, flowHash(FLOW))).toEqual(MOVED);
    });

    it('counts the runs of each definition of a flow', async () => {
      const { flows } = opened.store;
      await begin(opened.store, 'one');
      await begin(opened.store, 'two');
      await begin(opened.store, 'three', { flow: RENAMED });
      await begin(opened.store, 'four', { flowId: FlowId.parse('other') });

      expect(await flows.runCounts(ORG, FLOW_ID)).toEqual(
        new Map([
          [flowHash(FLOW), 2],
          [flowHash(RENAMED), 1],
        ]),
      );
    });

    it('numbers the versions of each flow by itself', async () => {
      const { flows } = opened.store;
      await flows.publish(ORG, FLOW_ID, FLOW, ANA, 'First', 10);

      expect(await flows.publish(ORG, FlowId.parse('other'), FLOW, ANA, 'First', 20)).toMatchObject({ versionNo: 1 });
    });
  });
}
