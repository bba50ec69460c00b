import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileWhole } from '../../../engine/stores/folder/write-file-whole.ts';

describe('Writing a file whole', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-whole-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('makes it, replaces it, and leaves nothing beside it', async () => {
    const path = join(folder, 'note.txt');
    await writeFileWhole(path, 'First.');
    await writeFileWhole(path, 'Zweitens: ü.');

    expect(readFileSync(path, 'utf8')).toBe('Zweitens: ü.');
    expect(readdirSync(folder)).toEqual(['note.txt']);
  });

  it('shows every reader one whole text, however many write at once', async () => {
    const path = join(folder, 'note.txt');
    const texts = ['a', 'b', 'c', 'd'].map(letter => letter.repeat(300_000));
    await writeFileWhole(path, texts[0] ?? '');

    const under = { way: texts.length };
    const writing = texts.map(text => writeFileWhole(path, text).finally(() => under.way--));
    while (under.way > 0) {
      expect(texts.includes(readFileSync(path, 'utf8'))).toBe(true);
      await new Promise(setImmediate);
    }
    await Promise.all(writing);

    expect(readdirSync(folder)).toEqual(['note.txt']);
  });

  it('keeps the old file and leaves nothing beside it when it cannot be written', async () => {
    const path = join(folder, 'place');
    mkdirSync(path);
    writeFileSync(join(path, 'inside.txt'), 'Still here.');

    await expect(writeFileWhole(path, 'text')).rejects.toMatchObject({ code: 'EISDIR' });

    expect(readdirSync(folder)).toEqual(['place']);
    expect(readFileSync(join(path, 'inside.txt'), 'utf8')).toBe('Still here.');
  });

  it('rejects when the folder is not there', async () => {
    await expect(writeFileWhole(join(folder, 'none', 'note.txt'), 'text')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
