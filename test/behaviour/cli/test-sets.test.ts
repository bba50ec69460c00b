import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_TEST_SET } from '../../../engine/test-set/test-set.ts';
import { aPacket, askingFlow } from '../host/a-workspace.ts';
import { atelier } from './atelier.ts';

const APPROVED = { outcome: 'approve', comment: null, data: {}, by: 'user:ana', at: '2027-03-01T09:00:00Z' };

describe('test sets on the command line', () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-tests-'));
    const pin = { output: APPROVED, by: 'user:ana', atUs: 1 };
    const set = {
      ...NO_TEST_SET,
      cases: { good: { expected: { end: 'succeeded' } }, odd: { expected: { end: 'halted', stepId: 'fit' } } },
      pins: { ask: pin, again: pin },
    };
    await writeFile(at('talk.flow.json'), askingFlow('Talk'));
    await writeFile(at('good.packet.json'), aPacket('They want to talk.'));
    await writeFile(at('odd.packet.json'), aPacket('They want to leave.'));
    await writeFile(at('set.json'), JSON.stringify(set));
    await writeFile(at('reject.json'), JSON.stringify({ ...APPROVED, outcome: 'reject' }));
    await writeFile(at('approve.json'), JSON.stringify(APPROVED));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('runs a set and ends with 1 when one packet came to something else', async () => {
    const told = await atelier(['test', at('talk.flow.json'), '--set', at('set.json'), '--workspace', at('home'), '--json']);

    expect(told.code).toBe(1);
    expect(JSON.parse(told.out)).toMatchObject({
      totals: { met: 1, missed: 1 },
      lines: [
        { packetId: 'good', status: 'succeeded', isMet: true },
        { packetId: 'odd', status: 'succeeded', isMet: false },
      ],
    });
  });

  it('ends with 0 when all came to what was expected, and takes pins by file', async () => {
    const words = ['--set', at('set.json'), '--packet', at('odd.packet.json'), '--pin', `ask=${at('reject.json')}`];
    const told = await atelier(['test', at('talk.flow.json'), ...words, '--workspace', at('home')]);

    expect(told.code).toBe(0);
    expect(told.out).toContain('1 as expected, 0 not');
  });

  it('runs once with a pinned answer, as far as it is told', async () => {
    const words = ['--packet', at('good.packet.json'), '--pin', `ask=${at('approve.json')}`, '--until', 'fit', '--workspace', at('home')];
    const told = await atelier(['run', at('talk.flow.json'), ...words]);

    expect(told.code).toBe(1);
    expect(told.out).toContain('halted. Stopped after step fit: it was to go no farther.');
  });
});
