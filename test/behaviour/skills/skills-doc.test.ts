import { stageMemory } from '../../../engine/skills/stage-memory.ts';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../../engine/base/result.ts';
import { openOwnCode } from '../../../engine/skills/coded/run-own-code.ts';
import { FrontMatter } from '../../../engine/skills/read-skill-md.ts';
import type { Stage } from '../../../engine/skills/skill.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'skills.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...PAGE.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, text]) => text ?? '');
const CALL = { transcript: 'Ana: We will send the offer by Friday.\nTom: Fine. How was the weather?' };

let root = '';
beforeAll(() => (root = mkdtempSync(join(tmpdir(), 'skills-doc-'))));
afterAll(() => rmSync(root, { recursive: true }));

describe('docs/skills.md', () => {
  it('makes, checks, tries and trusts a skill with the commands it shows', async () => {
    const workspace = join(root, 'workspace');
    mkdirSync(workspace);
    writeFileSync(join(root, 'call.json'), JSON.stringify(CALL));
    const [making = '', trusting = ''] = blocks('sh');
    const [make = '', ...others] = making.trim().split('\n');
    const script = [
      `atelier() { "${process.execPath}" "${join(ROOT, 'engine', 'cli', 'atelier.mjs')}" "$@"; }`,
      make,
      // What the page writes takes the template's place, as a person would have it.
      'cp SKILL.md "$WORKSPACE/skills/call-notes/SKILL.md"',
      ...others.filter(line => /check|try/.test(line)),
      ...trusting
        .trim()
        .split('\n')
        .filter(line => line.includes('--yes')),
    ].join('\n');
    writeFileSync(join(root, 'SKILL.md'), blocks('md')[0] ?? '');

    const env = { ...process.env, WORKSPACE: workspace, ATELIER_PERSON_FOLDER: join(root, 'person') };
    const { stdout } = await run('bash', ['-euc', script], { cwd: root, env });

    expect(stdout).toContain('The skill is in order.');
    expect(stdout).toContain('We will send the offer by Friday.');
    expect(stdout).toContain('You trust this workspace');
  });

  it('shows code that runs', async () => {
    const file = join(root, 'numbers', 'skill.mjs');
    mkdirSync(join(root, 'numbers'));
    writeFileSync(file, blocks('js')[0] ?? '');
    const stage = { sources: [{ slice: 'text', text: 'Ten of 12.' }], prompt: '', memory: stageMemory([]) } as unknown as Stage; // true: all that this code touches

    expect(
      await openOwnCode({ node: process.execPath })({ file, skill: 'numbers', mayAskModel: false }, { text: '12 or 13' }, stage),
    ).toEqual(ok({ output: { numbers: [12, 13] }, citations: 1, claims: null, artefact: null }));
  });

  it('names every field of the front matter', () => {
    for (const field of Object.keys(FrontMatter.shape)) expect(PAGE).toContain(`\`${field === 'metadata' ? 'metadata.author' : field}\``);
  });
});
