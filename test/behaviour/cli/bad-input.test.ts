import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, SHIPPED_RESOURCES } from '../../../engine/open-workspace.ts';
import { atelier } from './atelier.ts';

const step = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  kind: 'human_task',
  config: { assignee: 'role:partner', description: 'Decide.' },
  ...more,
});
const flow = (more: Record<string, unknown>) => JSON.stringify({ format: 'atelier-flow/1', name: 'Bad', start: 'a', ...more });

/** What a person may hand over, the exit code of `check`, and a word that the sentence must have. */
const FLOWS: readonly (readonly [name: string, text: string, code: number, word: RegExp])[] = [
  ['that is not JSON', '{"format": ', 2, /not JSON.*line 1/],
  ['that is not a flow', '{"hello": "world"}', 2, /not a flow/],
  ['of a newer format', '{"format": "atelier-flow/9", "name": "x", "steps": []}', 2, /newer Atelier Studio/],
  ['with a dangling step', flow({ steps: [step('a', { next: 'nowhere' })] }), 1, /nowhere/],
  ['with an unreachable step', flow({ steps: [step('a'), step('b')] }), 1, /b/],
  ['with a duplicate id', flow({ steps: [step('a'), step('a')] }), 2, /a/],
  ['with a cycle without a gate', flow({ steps: [step('a', { next: 'b' }), step('b', { next: 'a' })] }), 1, /gate/],
  [
    'with an expression that does not parse',
    flow({ steps: [{ id: 'a', kind: 'gate', config: { expression: 'context.x >=', onPass: 'b' } }, step('b')] }),
    1,
    /characters \d+/,
  ],
  [
    'with an expression of a wrong type',
    flow({ steps: [{ id: 'a', kind: 'gate', config: { expression: '1 + 2', onPass: 'b' } }, step('b')] }),
    1,
    /true or false|bool/i,
  ],
  [
    'with a skill nobody knows',
    flow({ steps: [{ id: 'a', kind: 'sage_skill', config: { skill: 'nonesuch', input: {} } }] }),
    1,
    /nonesuch/,
  ],
];

describe('a flow file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-bad-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(FLOWS)('%s is told in a sentence with its place', async (_name, text, code, word) => {
    const file = join(folder, 'bad.flow.json');
    await writeFile(file, text);

    const told = await atelier(['check', file]);

    expect(told.out + told.err).toMatch(word);
    expect(told.code).toBe(code);
    expect(told.out + told.err).not.toMatch(/undefined|\[object|    at /);
  });

  it('that has errors does not run, and leaves no run behind', async () => {
    const file = join(folder, 'bad.flow.json');
    await writeFile(file, flow({ steps: [step('a', { next: 'nowhere' })] }));
    const told = await atelier(['run', file, '--workspace', join(folder, 'w')]);

    expect(told.code).toBe(1);
    const runs = await atelier(['sql', 'SELECT count(*) AS n FROM atelier_runs', '--workspace', join(folder, 'w'), '--json']);
    expect(JSON.parse(runs.out)).toMatchObject({ rows: [[0]] });
  });
});

describe('a packet', () => {
  let folder: string;
  const starter = join(SHIPPED_RESOURCES, 'flows', 'synthesize-session.flow.json');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-bad-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['that lacks a slice', { format: 'atelier-packet/1', slices: { transcript: 'a' } }, /journal/],
    [
      'with a slice of a wrong shape',
      { format: 'atelier-packet/1', slices: { transcript: 1, journal: 'a', prior_sessions: 'a', program: {} } },
      /transcript/,
    ],
    ['of a newer format', { format: 'atelier-packet/7', slices: {} }, /newer/],
    ['that is none', ['no'], /packet/],
  ])('%s is told by slice and path', async (_name, document, word) => {
    const file = join(folder, 'bad.packet.json');
    await writeFile(file, JSON.stringify(document));

    const told = await atelier(['run', starter, '--packet', file, '--workspace', join(folder, 'w')]);

    expect(told.err).toMatch(word);
    expect(told.code).toBe(2);
  });

  it('of 20 MB runs, in slices below the limit', async () => {
    const file = join(folder, 'large.packet.json');
    const line = 'Ana: We agreed to move the workshop to Thursday, and I will write to the team about it.\n';
    await writeFile(file, JSON.stringify({ format: 'atelier-packet/1', slices: { one: line.repeat(110_000), two: line.repeat(110_000) } }));
    const large = join(folder, 'large.flow.json');
    await writeFile(
      large,
      flow({
        packet: { slices: { one: { schema: { type: 'string' } }, two: { schema: { type: 'string' } } } },
        start: 'g',
        steps: [{ id: 'g', kind: 'gate', config: { expression: 'size(packet.one) > 1000', onPass: 'a' } }, step('a')],
      }),
    );

    const told = await atelier(['run', large, '--packet', file, '--answer', 'a=approve', '--workspace', join(folder, 'w')]);

    expect(told).toMatchObject({ code: 0, err: '' });
  });

  it('with a slice beyond 16 MiB is refused in a sentence', async () => {
    const file = join(folder, 'huge.packet.json');
    await writeFile(file, JSON.stringify({ format: 'atelier-packet/1', slices: { one: 'x'.repeat(40_000_000) } }));
    const huge = join(folder, 'huge.flow.json');
    await writeFile(huge, flow({ packet: { slices: { one: { schema: { type: 'string' } } } }, steps: [step('a')] }));

    const told = await atelier(['run', huge, '--packet', file, '--workspace', join(folder, 'w')]);

    expect(told.err).toMatch(/MiB/);
    expect(told.code).toBe(2);
  });
});

describe('a workspace folder', () => {
  let folder: string;
  const starter = join(SHIPPED_RESOURCES, 'flows', 'synthesize-session.flow.json');
  const packet = join(SHIPPED_RESOURCES, 'packets', 'session-maya-week-6.packet.json');
  const runIn = (workspace: string) => atelier(['run', starter, '--packet', packet, '--workspace', workspace]);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-bad-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('that is a file is no workspace', async () => {
    await writeFile(join(folder, 'file'), '');
    const told = await runIn(join(folder, 'file'));
    expect(told.err).toMatch(/is a file/);
    expect(told.code).toBe(2);
  });

  it('that another process has open is left alone, and can still be read', async () => {
    const place = join(folder, 'locked');
    const owner = await openWorkspace({ folder: place, environment: {} });
    if (!owner.ok) throw new Error(owner.error.sentence);

    const told = await runIn(place);
    const read = await atelier(['verify', '--workspace', place]);
    await owner.value.close();

    expect(told.err).toMatch(/open|another|locked/i);
    expect(told.code).toBe(2);
    expect(read.code).toBe(0);
  });

  it('from a newer program is told so, and is left as it is', async () => {
    const place = join(folder, 'newer');
    const made = await openWorkspace({ folder: place, environment: {} });
    if (!made.ok) throw new Error(made.error.sentence);
    await made.value.close();
    const database = new Database(join(place, 'atelier.db'));
    database.exec("INSERT INTO schema_migrations VALUES (9000, 'from the future', 0)");
    database.close();

    const told = await runIn(place);

    expect(told.err).toMatch(/newer/);
    expect(told.code).toBe(2);
  });

  it('with a damaged database is told so, and nothing in it is changed', async () => {
    const place = join(folder, 'damaged');
    await mkdir(place);
    await writeFile(join(place, 'atelier.db'), 'this is not a database, and never was one. '.repeat(100));
    const before = await readdir(place);

    const told = await runIn(place);

    expect(told.err).toMatch(/atelier\.db/);
    expect(told.code).toBe(2);
    expect((await readdir(place)).filter(name => !name.startsWith('atelier.lock'))).toEqual(before);
  });
});
