import { isDefinedError, ORPCError, safe } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { RunId } from '../../../engine/base/ids.ts';
import { StorageError } from '../../../engine/runner/run-store.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { WireBench, WIRES } from './wire-bench.ts';

describe.each(WIRES)('The contract over %s', (_name, openWire) => {
  const on = new WireBench(openWire);

  describe('carries a run while it goes on', () => {
    it('row by row from the first, in order, none twice, and ends when the run does', async () => {
      const runId = await on.startRun();
      const batches: TraceRow[][] = [];
      const watched = (async () => {
        for await (const rows of await on.client.runs.watch({ runId })) batches.push(rows);
      })();
      await on.answer(runId, 'approve');
      await on.answer(runId, 'approve');
      await watched;

      const rows = batches.flat();
      expect(rows.map(row => row.seq)).toEqual(rows.map((_row, at) => at + 1));
      expect(rows).toEqual(await on.workspace.trace.rowsOf(on.workspace.orgId, runId));
      expect(rows.at(-1)?.kind).toBe('run.succeeded');
      expect(batches.length).toBeGreaterThan(1);
    });

    it('to a window that comes late, and to one that comes when it is over', async () => {
      const runId = await on.startRun();
      await on.client.runs.cancel({ runId, reason: 'Enough.' });
      const rows: TraceRow[] = [];
      for await (const batch of await on.client.runs.watch({ runId })) rows.push(...batch);

      expect(rows.at(0)?.kind).toBe('run.created');
      expect(rows.at(-1)?.kind).toBe('run.halted');
    });

    it('unless there is no such run', async () => {
      const { error } = await safe(on.client.runs.watch({ runId: RunId.parse('run_0') }));
      expect(isDefinedError(error) && error.code).toBe('NO_SUCH_RUN');
    });

    it('again from the first row after the line was cut, and leaves no listener behind', async () => {
      const runId = await on.startRun();
      const listeners = await on.serveCounting();
      const first = await on.client.runs.watch({ runId });
      await first.next();
      expect(listeners.size).toBe(1);

      await on.connection.cut();
      await vi.waitFor(() => expect(listeners.size).toBe(0));

      on.connection = await on.wire.connect();
      const again = await on.client.runs.watch({ runId });
      const { value } = await again.next();
      expect((value as TraceRow[])[0]?.seq).toBe(1); // true: the stream has begun and not ended
      await again.return(undefined);
      await vi.waitFor(() => expect(listeners.size).toBe(0));
    });

    it('to every window that asks, beside its changes in lists', async () => {
      const other = await on.wire.connect();
      const changes = await other.client.workspace.changes();
      expect((await changes.next()).value).toEqual({ kind: 'open' });

      const runId = await on.startRun();
      const told = new Set<string>();
      for await (const change of changes) {
        told.add(change.kind === 'run' ? `run ${change.runId}` : change.kind);
        if (change.kind === 'run') break;
      }
      expect([...told]).toEqual(['flow', 'packets', `run ${runId}`]);
      await other.cut();
    });
  });

  describe('holds when something fails', () => {
    it('tells our own fault by a number and writes the place down, without a word of what was typed', async () => {
      await on.serve({
        ...on.workspace,
        flows: {
          ...on.workspace.flows,
          drafts: () => {
            throw new TypeError('Customer Maier is not a function');
          },
        },
      });
      const { error } = await safe(on.client.flows.list());

      const number = error instanceof ORPCError ? (error.data as { number: string }).number : '';
      expect(error).toMatchObject({ code: 'bug', message: expect.stringContaining(number) as string });
      expect(on.log).toHaveLength(1);
      expect(on.log[0]).toMatch(new RegExp(`^bug ${number} in flows.list: TypeError\n\\s+at `));
      expect(on.log[0]).not.toContain('Maier');
    });

    it('tells a fault in the middle of a stream likewise', async () => {
      const runId = await on.startRun();
      await on.serve({
        ...on.workspace,
        trace: {
          rowsOf: () => {
            throw new Error('Customer Maier');
          },
        },
      });
      const watched = await on.client.runs.watch({ runId });

      await expect(watched.next()).rejects.toMatchObject({ code: 'bug' });
      expect(on.log).toHaveLength(1);
      expect(await on.client.flows.list()).toHaveLength(1);
    });

    it('tells a full disk in a sentence', async () => {
      const sentence = 'The disk is full: nothing was written.';
      await on.serve({ ...on.workspace, flows: { ...on.workspace.flows, create: () => Promise.reject(new StorageError(sentence)) } });
      const { error } = await safe(on.client.flows.create({ name: 'Pricing talk' }));

      expect(error).toMatchObject({ code: 'STORAGE', message: sentence, data: { sentence } });
      expect(on.log).toEqual([]);
    });

    it.each(['', 'null', '[]', '{}', '{"i":1}', '{"i":"1","p":{}}', '{"i":"1","p":{"u":"nowhere"}}', '\u0000'])(
      'ends a connection that sends %j, and goes on with the others',
      async text => {
        const other = await on.wire.connect();
        other.sendRaw(text);
        await other.ended;

        expect(await on.client.flows.list()).toEqual([]);
      },
    );

    it('answers a call that nobody has written with an error, not with silence', async () => {
      const { flows } = on.client as unknown as { flows: { destroy(): Promise<never> } }; // true: a client makes a call of any name
      const { error } = await safe(flows.destroy());

      expect(error).toMatchObject({ code: 'NOT_FOUND' });
    });
  });
});
