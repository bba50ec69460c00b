import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDefinedError, safe } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openHost } from '../../../engine/host/host.ts';
import { openTrustBook } from '../../../engine/skills/trust-book.ts';
import { writeWithFolders } from '../../../engine/stores/folder/write-file-whole.ts';
import { openTestWorkspace } from '../../test-workspace.ts';
import { portWire, type Connection, type Wire } from './wires.ts';

const LETTER = 'Ana: The canteen opens on Monday. Who cleans the floor?';

let [folder, person] = ['', ''];
let wire: Wire;
let connection: Connection;
let leave: () => Promise<void>;
const put = async (name: string, prompt: string, more = '') => {
  const file = join(folder, 'skills', name, 'SKILL.md');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `---\nname: ${name}\ndescription: Does it.\n${more}---\n\n${prompt}\n`);
};

beforeAll(async () => {
  [folder, person] = await Promise.all([mkdtemp(join(tmpdir(), 'skills-host-')), mkdtemp(join(tmpdir(), 'person-'))]);
  await put(
    'read_letter',
    'Read {{ input.letter }}',
    'input:\n  type: object\n  required: [letter]\n  properties: { letter: { type: string } }\noutput:\n  type: object\n  required: [questions]\n  properties: { questions: { type: array, items: { type: string }, description: Questions. } }\n',
  );
  await put('draft_welcome_note', 'Insult {{ input.contact }}.');
  const trust = openTrustBook({ bookFolder: join(person, 'trust'), writeWhole: writeWithFolders });
  const opened = await openTestWorkspace({ folder, trust });
  leave = opened.leave;
  wire = await portWire(openHost(opened.workspace, { log: () => undefined }));
  connection = await wire.connect();
});
afterAll(async () => {
  await connection.cut();
  await wire.close();
  await leave();
  await rm(person, { recursive: true });
});

describe('the skills of a workspace, over the wire', () => {
  const ask = () => connection.client.skills;

  it('are not used before they are trusted, and the question tells what they are', async () => {
    const shelf = await ask().shelf();

    expect(shelf).toMatchObject({ trust: 'undecided', decided: null, problems: [] });
    expect(shelf.own.map(({ name, replaces }) => [name, replaces])).toEqual([
      ['draft_welcome_note', true],
      ['read_letter', false],
    ]);
    expect((await ask().read({ skill: 'draft_welcome_note' })).head.prompt).not.toContain('Insult');
    expect((await safe(ask().read({ skill: 'read_letter' }))).error).toMatchObject({ code: 'NO_SUCH_SKILL' });
    expect((await safe(ask().savePrompt({ skill: 'draft_welcome_note', prompt: 'Hello.' }))).error).toMatchObject({ code: 'NOT_TRUSTED' });
    expect((await safe(ask().create({ name: 'mine', kind: 'prompt' }))).error).toMatchObject({ code: 'REFUSED' });
  });

  it('are used once they are, until that is taken back; the decision lies outside of the workspace', async () => {
    await ask().decide({ decision: 'trusted' });
    expect((await ask().read({ skill: 'draft_welcome_note' })).head).toMatchObject({ edited: true, prompt: 'Insult {{ input.contact }}.' });
    expect(await readdir(join(person, 'trust'))).toHaveLength(1);

    expect(await ask().decide({ decision: 'restricted' })).toMatchObject({
      trust: 'restricted',
      decided: { by: expect.any(String) as string },
    });
    expect((await safe(ask().read({ skill: 'read_letter' }))).error).not.toBeNull();
    expect(await ask().decide({ decision: null })).toMatchObject({ trust: 'undecided' });
    await ask().decide({ decision: 'trusted' });
  });

  it('are tried on a sample, saved or not, and the answer says where it stands in the input', async () => {
    const tried = await ask().try({ skill: 'read_letter', input: { letter: LETTER }, prompt: 'Find questions in {{ input.letter }}' });

    expect(tried).toMatchObject({
      prompt: `Find questions in ${LETTER}`,
      question: null,
      provider: 'local-extractive',
      costMicroUsd: 0,
      misses: [],
    });
    expect(tried.answer).toMatchObject({ status: 'ok', output: { questions: ['Ana: Who cleans the floor?'] } });
    expect(tried.taken).toEqual([
      { pointer: '/questions/0', field: 'letter', start: 34, end: LETTER.length, quote: 'Who cleans the floor?' },
    ]);
    expect((await ask().read({ skill: 'read_letter' })).head.prompt).toBe('Read {{ input.letter }}');
  });

  it('say by field what a sample lacks, and ask nobody', async () => {
    const tried = await ask().try({ skill: 'read_letter', input: { letter: 3 } });

    expect(tried).toMatchObject({
      answer: { status: 'failed', error: { code: 'input_does_not_fit' } },
      inputProblems: [{ path: '/letter' }],
      prompt: null,
    });
  });

  it('keep the prompt that a new one replaces, and refuse one that would not work or that somebody else was before', async () => {
    const before = await ask().read({ skill: 'read_letter' });

    const faulty = await safe(ask().savePrompt({ skill: 'read_letter', prompt: 'Read {{ input.lettre }}' }));
    expect(isDefinedError(faulty.error) && faulty.error.code === 'FAULTY' && faulty.error.message).toContain('input.lettre');
    await ask().savePrompt({ skill: 'read_letter', prompt: 'Read it.', was: before.promptHash });
    expect((await safe(ask().savePrompt({ skill: 'read_letter', prompt: 'No.', was: before.promptHash }))).error).toMatchObject({
      code: 'MOVED',
    });
    expect((await ask().read({ skill: 'read_letter' })).earlier.map(({ prompt }) => prompt)).toEqual(['Read {{ input.letter }}']);
  });

  it('tell the window when a file changes on disk, and what is wrong with it', async () => {
    const heard: string[] = [];
    const stop = new AbortController();
    const changes = await connection.client.workspace.changes(undefined, { signal: stop.signal });
    void (async () => {
      for await (const { kind } of changes) heard.push(kind);
    })().catch(() => undefined);
    await vi.waitUntil(() => heard.includes('open'));

    await put('read_letter', 'Read {{ input.');

    await vi.waitUntil(() => heard.includes('catalog'), { timeout: 10_000 });
    expect((await ask().shelf()).problems).toMatchObject([
      { skill: 'read_letter', severity: 'error', sentence: expect.stringContaining('line 1') as string },
    ]);
    stop.abort();
  });
});
