import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atelier } from './atelier.ts';

const FLOW = {
  format: 'atelier-flow/1',
  name: 'Ask',
  trigger: { on: 'manual' },
  packet: { slices: { limit: { schema: { type: 'number' } } } },
  start: 'ask',
  steps: [
    {
      id: 'ask',
      kind: 'human_task',
      title: 'Ask',
      config: { assignee: 'role:partner', description: 'Up to {{ packet.limit }}?' },
      next: 'thank',
    },
    { id: 'thank', kind: 'human_task', title: 'Thank', config: { assignee: 'role:partner', description: 'Say thanks.' } },
  ],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-cli-versions-'));
  await writeFile(at('ask.flow.json'), `${JSON.stringify(FLOW, null, 2)}\n`);
  await writeFile(at('limit.json'), '60');
  await writeFile(at('packet.json'), JSON.stringify({ format: 'atelier-packet/1', slices: { limit: 50 } }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const run = (...words: string[]) => atelier([...words, '--workspace', at('workspace')]);
const json = async <Document>(...words: string[]): Promise<Document> => JSON.parse((await run(...words, '--json')).out) as Document;

describe('forks and comparisons on the command line', () => {
  it('runs again from a step with another slice, and says where the two part', async () => {
    const first = await json<{ runId: string }>('run', at('ask.flow.json'), '--packet', at('packet.json'), '--answer', 'ask=approve');
    const fork = await json<{ runId: string; forkedFrom: object; steps: { id: string; from: string | null }[] }>(
      ...['fork', first.runId, '--at', 'thank', '--packet-slice', `limit=${at('limit.json')}`, '--answer', 'ask=reject'],
    );

    expect(fork.forkedFrom).toMatchObject({ runId: first.runId, stepId: 'thank', slices: ['limit'] });
    expect(fork.steps.map(({ id, from }) => [id, from])).toEqual([
      ['ask', 'work'],
      ['thank', null],
    ]);
    expect(await json('compare', first.runId, fork.runId)).toMatchObject({
      first: { stepId: 'ask', cause: 'slice', name: 'limit', sentence: '“Ask” read another limit: the slice “limit” changed.' },
    });

    const refused = await run('fork', first.runId, '--at', 'thnk');
    expect([refused.code, refused.err]).toEqual([2, 'The flow of this run has no step “thnk”. Is “thank” meant?\n']);
  });
});

describe('versions on the command line', () => {
  it('publishes a file, lists its versions, and exports what imports as the same', async () => {
    expect((await run('publish', at('ask.flow.json'), '--message', 'First')).out).toBe('Version 1 of “Ask” is published.\n');
    expect(await json('versions', 'ask')).toMatchObject({ flowId: 'ask', versions: [{ versionNo: 1, message: 'First', isDraft: true }] });
    expect((await run('restore', 'ask', '--version', '7')).err).toBe('ask has no version 7. It has 1.\n');

    const exported = await run('export', 'ask', '--version', '1');
    expect(exported.out).toBe(await readFile(at('ask.flow.json'), 'utf8'));
    expect((await run('import', at('ask.flow.json'))).out).toBe('The draft of ask says the same as the file already.\n');
  });

  it('tells two files apart in sentences', async () => {
    await writeFile(at('changed.flow.json'), JSON.stringify({ ...FLOW, name: 'Ask again' }));
    const told = await atelier(['diff', at('ask.flow.json'), at('changed.flow.json')]);

    expect([told.code, told.out]).toEqual([0, 'The flow is now called “Ask again”, before “Ask”.\n']);
  });

  it('merges two files that began as one, and writes nothing while a conflict is open', async () => {
    const named = (title: string, description: string) =>
      JSON.stringify({
        ...FLOW,
        steps: [
          { ...FLOW.steps[0], title },
          { ...FLOW.steps[1], config: { assignee: 'role:partner', description } },
        ],
      });
    await writeFile(at('ours.flow.json'), named('Ask Ana', 'Say thanks.'));
    await writeFile(at('theirs.flow.json'), named('Ask Ben', 'Say thank you.'));
    const words = ['merge', at('ask.flow.json'), at('ours.flow.json'), at('theirs.flow.json'), '--output', at('merged.flow.json')];

    const open = await atelier(words);
    expect([open.code, open.out]).toEqual([
      1,
      [
        '“Thank”: What to do “Say thanks.” → “Say thank you.”.',
        'Conflict at “Ask Ana”, Title:',
        '  ours: “Ask” is now called “Ask Ana”.',
        '  theirs: “Ask” is now called “Ask Ben”.',
        '',
      ].join('\n'),
    ]);
    await expect(readFile(at('merged.flow.json'))).rejects.toThrow('ENOENT');

    expect((await atelier([...words, '--take', 'theirs'])).code).toBe(0);
    const steps = (JSON.parse(await readFile(at('merged.flow.json'), 'utf8')) as typeof FLOW).steps;
    expect(steps.map(({ title, config }) => [title, config.description])).toEqual([
      ['Ask Ben', 'Up to {{ packet.limit }}?'],
      ['Thank', 'Say thank you.'],
    ]);
  });
});
