import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as library from '../../../engine/library/library.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

describe('the library', () => {
  let folder: string;
  let page: string;
  beforeAll(async () => {
    page = await readFile(join(ROOT, 'docs', 'library.md'), 'utf8');
    // Inside the project, since there its own name leads to the engine.
    await mkdir(join(ROOT, 'test-results'), { recursive: true });
    folder = await mkdtemp(join(ROOT, 'test-results', 'library-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** The first block of this language after a heading. */
  const block = (language: string, after: string): string => {
    const found = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page.slice(page.indexOf(after)));
    if (found?.[1] === undefined) throw new Error(`docs/library.md has no ${language} block after “${after}”.`);
    return found[1];
  };

  async function runs(name: string, text: string): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
    const file = join(folder, name);
    await writeFile(file, text);
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (err += part));
    const [code] = (await once(child, 'close')) as [number]; // true: the documented arguments of a child's close event
    return { code, out, err };
  }

  it('does what its page shows, as TypeScript and by its own name', async () => {
    const told = await runs('example.ts', block('ts', '## An example'));

    expect(told).toEqual({ code: 0, out: block('text', 'It prints:'), err: '' });
  });

  it('is there for plain JavaScript too', async () => {
    const told = await runs(
      'plain.mjs',
      `import { evalExpression } from 'atelier-studio/engine';\nconsole.log(JSON.stringify(evalExpression('context.score >= 0.7', { context: { score: 1 } })));\n`,
    );

    expect(told).toEqual({ code: 0, out: '{"ok":true,"value":true}\n', err: '' });
  });

  it('names on its page everything that it exports, and nothing else of its own', () => {
    const named = new Set(
      [...page.slice(page.indexOf('## What there is'), page.indexOf('## Products')).matchAll(/`([A-Za-z_]+)`/g)].map(([, name]) => name),
    );

    expect(Object.keys(library).filter(name => !named.has(name))).toEqual([]);
  });
});
