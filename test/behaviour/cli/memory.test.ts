import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryIdOf } from '../../../engine/memory/memory.ts';
import { MemoryScope } from '../../../engine/memory/memory-scope.ts';
import { CALL, INTAKE, openTwoFlows, runOf } from '../memory/two-flows.ts';
import { atelier } from './atelier.ts';

const ID = memoryIdOf(MemoryScope.parse('subject:Maya'), 'Preferred greeting');

describe('atelier memory', () => {
  let opened: Awaited<ReturnType<typeof openTwoFlows>>;
  const memory = (...words: string[]) => atelier(['memory', ...words, '--workspace', opened.folder]);
  beforeAll(async () => {
    opened = await openTwoFlows();
    await runOf(opened.workspace, INTAKE, { call: CALL, client: 'Maya' });
    await opened.workspace.close();
  });
  afterAll(() => opened.leave());

  it('finds a memory by its words and by whom it is about', async () => {
    const found = await memory('search', 'greet dear', '--scope', 'subject:Maya', '--json');
    expect(JSON.parse(found.out)).toMatchObject({ memories: [{ memoryId: ID, version: 1, topic: 'Preferred greeting' }] });
  });

  it('corrects it with a reason, retires it only when that is confirmed, and shows who did what', async () => {
    expect(await memory('correct', ID, 'Hello Maya.', '--reason', 'She said so.')).toMatchObject({ code: 0, err: '' });
    expect(await memory('retire', ID, '--reason', 'She left.')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--yes') as unknown,
    });
    const shown = await memory('show', ID, '--json');
    expect(JSON.parse(shown.out)).toMatchObject({
      versions: [
        { version: 1, by: 'agent:sage' },
        { version: 2, text: 'Hello Maya.', reason: 'She said so.' },
      ],
    });
  });

  it('names what it does not know in a sentence', async () => {
    expect(await memory('show', 'mem_nowhere')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no memory mem_nowhere') as unknown,
    });
  });
});
