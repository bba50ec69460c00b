import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Actor } from '../../../engine/base/ids.ts';
import { memoryIdOf, type MemoryVersion } from '../../../engine/memory/memory.ts';
import { MemoryScope } from '../../../engine/memory/memory-scope.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { ANA, begin, DRAFT, nextBoundary } from './a-run.ts';
import { ORG, OTHER_ORG, type OpenedStore, type OpenStore } from './a-store.ts';

const HOUSE = MemoryScope.parse('org');
const MAYA = MemoryScope.parse('subject:Maya Chen');
const said = (versions: readonly MemoryVersion[]): string[] =>
  versions.map(({ scope, topic, version, state, text }) => `${scope}/${topic} ${String(version)} ${state}: ${text}`);

export function memorySuite(name: string, open: OpenStore): void {
  describe(`Memory in ${name}`, () => {
    let opened: OpenedStore;
    let run: Run;
    beforeEach(async () => {
      opened = await open();
      run = await begin(opened.store, 'first');
    });
    afterEach(() => opened.leave());

    /** Has the run's step remember something, in a boundary of its own. */
    async function remember(scope: MemoryScope, topic: string, text: string): Promise<void> {
      const boundary = nextBoundary(run);
      const traceSeq = boundary.add('memory.written', DRAFT, { scope, topic, value: boundary.refer(text) });
      const source = { runId: run.runId, stepId: DRAFT.step.id, visit: 1, attempt: 1, traceSeq, claimId: null, citations: [] };
      boundary.remember({ scope, topic, text, by: Actor.parse('agent:sage'), atUs: traceSeq, source });
      await opened.store.runs.commit(boundary.change());
      run = boundary.run;
    }
    const change = (topic: string, version: number) => ({ memoryId: memoryIdOf(MAYA, topic), version, by: ANA, reason: 'So.', atUs: 99 });

    it('keeps every version, over a restart, and gives the newest of each', async () => {
      await remember(MAYA, 'Tone', 'She likes it short.');
      await remember(MAYA, 'Diet', 'No nuts.');
      await remember(MAYA, 'Tone', 'She likes it warm.');
      const { memory } = await opened.reopen();
      expect(said(await memory.list(ORG, { limit: 9 }))).toEqual([
        'subject:Maya Chen/Tone 2 current: She likes it warm.',
        'subject:Maya Chen/Diet 1 current: No nuts.',
      ]);
      expect(said(await memory.history(ORG, memoryIdOf(MAYA, 'Tone')))).toHaveLength(2);
      expect((await memory.snapshot(ORG, MAYA)).memories.map(({ topic, version }) => `${topic} ${String(version)}`)).toEqual([
        'Diet 1',
        'Tone 2',
      ]);
      expect(await memory.scopes(ORG)).toEqual([{ scope: MAYA, memories: 2 }]);
    });

    it('takes a snapshot that says the same for the same words, and another for others', async () => {
      const { memory } = opened.store;
      const empty = await memory.snapshot(ORG, MAYA);
      await remember(MAYA, 'Tone', 'Short.');
      const first = await memory.snapshot(ORG, MAYA);
      await memory.correct(ORG, { ...change('Tone', 1), text: 'Long.' });
      expect(new Set([empty.hash, first.hash, (await memory.snapshot(ORG, MAYA)).hash]).size).toBe(3);
      await memory.correct(ORG, { ...change('Tone', 2), text: 'Short.' });
      expect((await memory.snapshot(ORG, MAYA)).hash).toBe(first.hash);
    });

    it('lets a person correct and retire the version that was seen, with the reason, and nothing else', async () => {
      const { memory } = opened.store;
      await remember(MAYA, 'Tone', 'Short.');
      expect(await memory.correct(ORG, { ...change('Tone', 1), text: 'Short.' })).toEqual({ ok: false, error: 'same-text' });
      expect(await memory.correct(ORG, { ...change('Tone', 2), text: 'Warm.' })).toEqual({ ok: false, error: 'newer-version' });
      expect(await memory.retire(ORG, change('Diet', 1))).toEqual({ ok: false, error: 'no-such-memory' });
      expect(await memory.correct(ORG, { ...change('Tone', 1), text: 'Warm.' })).toMatchObject({
        ok: true,
        value: { by: ANA, reason: 'So.', source: null },
      });
      expect(await memory.retire(ORG, change('Tone', 2))).toMatchObject({
        ok: true,
        value: { version: 3, state: 'retired', text: 'Warm.' },
      });
      expect(await memory.retire(ORG, change('Tone', 3))).toEqual({ ok: false, error: 'retired' });
      expect((await memory.snapshot(ORG, MAYA)).memories).toEqual([]);
      expect(await memory.list(ORG, { limit: 9 })).toEqual([]);
      expect(await memory.list(ORG, { retired: true, limit: 9 })).toHaveLength(1);
      await memory.correct(ORG, { ...change('Tone', 3), text: 'Warm.' });
      expect((await memory.snapshot(ORG, MAYA)).memories).toHaveLength(1);
    });

    it('finds what is current by all its words or how they begin, and reads no syntax into them', async () => {
      const { memory } = opened.store;
      await remember(HOUSE, 'Invoices', 'Invoices go out on the first of the month.');
      await remember(MAYA, 'Tone', 'Old words.');
      await remember(MAYA, 'Tone', 'She writes Zürich with its dots; invoices by post.');
      const found = async (query: string) => said(await memory.search(ORG, query, { limit: 9 })).map(line => line.split(' ')[0]);
      expect(await found('invoice')).toEqual(['org/Invoices', 'subject:Maya']);
      expect(await found('zurich post')).toEqual(['subject:Maya']);
      expect(await found('old')).toEqual([]);
      expect(await found('" OR topic:x* NOT (')).toEqual([]);
      expect(await found('  ')).toEqual([]);
      expect(await memory.search(ORG, 'invoice', { scope: HOUSE, limit: 9 })).toHaveLength(1);
      await memory.retire(ORG, change('Tone', 2));
      expect(await found('invoice')).toEqual(['org/Invoices']);
    });

    it('never shows one org what another remembers', async () => {
      await remember(HOUSE, 'Invoices', 'Invoices go out on the first.');
      const { memory } = opened.store;
      expect((await memory.snapshot(OTHER_ORG, HOUSE)).memories).toEqual([]);
      expect(await memory.history(OTHER_ORG, memoryIdOf(HOUSE, 'Invoices'))).toEqual([]);
      expect(await memory.list(OTHER_ORG, { retired: true, limit: 9 })).toEqual([]);
      expect(await memory.search(OTHER_ORG, 'invoices', { limit: 9 })).toEqual([]);
      expect(await memory.scopes(OTHER_ORG)).toEqual([]);
      const asked = { ...change('Invoices', 1), memoryId: memoryIdOf(HOUSE, 'Invoices') };
      expect(await memory.retire(OTHER_ORG, asked)).toEqual({ ok: false, error: 'no-such-memory' });
    });
  });
}
