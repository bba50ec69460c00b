import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TRACE_KINDS } from '../../../engine/trace/trace-row.ts';
import { atelier } from '../cli/atelier.ts';
import { openHistory, type History } from './a-history.ts';

const PAGE = readFileSync('docs/trace.md', 'utf8');
const PROGRAM = /```js\n([\s\S]*?)```/.exec(PAGE)?.[1] ?? '';

describe('docs/trace.md', () => {
  let history: History;
  let folder: string;
  beforeAll(async () => {
    history = await openHistory();
    folder = await mkdtemp(join(tmpdir(), 'atelier-page-'));
    writeFileSync(join(folder, 'check.mjs'), PROGRAM);
  });
  afterAll(async () => {
    await history.leave();
    await rm(folder, { recursive: true, force: true });
  });

  it('holds a program that checks a run with SHA-256 alone, and finds a changed row', async () => {
    const file = join(folder, 'trace.json');
    for (const run of [history.synthesized, history.shared]) {
      const told = await atelier(['trace', run, '--json', '--workspace', history.folder]);
      writeFileSync(file, told.out);
      const { rows } = JSON.parse(told.out) as { rows: { actor: string; row_hash: string }[] };

      expect(checked(file).out).toBe(`The chain holds; its last row is ${rows.at(-1)?.row_hash ?? ''}\n`);

      writeFileSync(file, JSON.stringify({ rows: rows.map((row, index) => (index === 2 ? { ...row, actor: 'user:eve' } : row)) }));
      expect(checked(file)).toEqual({ status: 1, out: '', err: expect.stringContaining('The chain breaks at row 3.') as string });
    }
  });
  const checked = (file: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'check.mjs'), file], { encoding: 'utf8' });
    return { status, out: stdout, err: stderr };
  };

  it('names every kind of row', () => {
    const kinds = PAGE.slice(PAGE.indexOf('Kinds:'), PAGE.indexOf('A value in `data`')).replaceAll(/\s+/g, ' ');
    for (const kind of TRACE_KINDS) {
      const [family = '', word = ''] = kind.split('.');
      expect(kinds, kind).toMatch(new RegExp(`\`${family}\\.(?:${word}\`|\`[^·]*\\b${word}\\b)`));
    }
  });
});
