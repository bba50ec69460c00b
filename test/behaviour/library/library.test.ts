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

  async function runs(words: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (err += part));
    const [code] = (await once(child, 'close')) as [number]; // true: the documented arguments of a child's close event
    return { code, out, err };
  }

  it('does what its page shows, as TypeScript and by its own name', async () => {
    await writeFile(join(folder, 'example.ts'), block('ts', '## An example'));

    const told = await runs(['example.ts']);

    expect(told).toEqual({ code: 0, out: block('text', 'It prints:'), err: '' });
  });

  it('has the types that its page relies on', async () => {
    await writeFile(join(folder, 'typed.ts'), block('ts', '## An example'));
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', include: ['typed.ts'], compilerOptions: { noEmit: true } }),
    );

    const told = await runs([join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json']);

    expect(told.err).toBe('');
    // Types of the engine's own files are held by `npm run types`; here only the example counts.
    expect(told.out.split('\n').filter(line => line.startsWith('typed.ts'))).toEqual([]);
  });

  it('is there for plain JavaScript too', async () => {
    const text = `import { evalExpression } from 'atelier-studio/engine';\nconsole.log(JSON.stringify(evalExpression('context.score >= 0.7', { context: { score: 1 } })));\n`;
    await writeFile(join(folder, 'plain.mjs'), text);

    const told = await runs(['plain.mjs']);

    expect(told).toEqual({ code: 0, out: '{"ok":true,"value":true}\n', err: '' });
  });

  it('names on its page everything that it exports, and nothing else of its own', () => {
    const named = new Set(
      [...page.slice(page.indexOf('## What there is'), page.indexOf('## Products')).matchAll(/`([A-Za-z_]+)`/g)].map(([, name]) => name),
    );

    expect(Object.keys(library).filter(name => !named.has(name))).toEqual([]);
  });
});
