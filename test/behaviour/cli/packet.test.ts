import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atelier } from './atelier.ts';

/** The part of what `--json` prints that is looked at here. */
interface Printed {
  readonly hash: string | null;
  readonly slices: Readonly<Record<string, string>>;
  readonly changes: readonly { readonly slice: string; readonly change: string }[];
  readonly problems: readonly { readonly slice: string; readonly path: string; readonly message: string }[];
}

describe('atelier packet', () => {
  let folder: string;
  let before: Printed;
  const at = (path: string) => join(folder, path);
  const build = (...words: string[]) => atelier(['packet', 'build', at('week.recipe.json'), '--workspace', at('workspace'), ...words]);
  const printed = (out: string) => JSON.parse(out) as Printed; // true: what the command prints

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'atelier-cli-packet-'));
    mkdirSync(at('sources'));
    writeFileSync(at('sources/notes.txt'), Buffer.from('Grüße an Ana.', 'latin1'));
    writeFileSync(at('sources/people.csv'), 'name,age\nAna,31\n');
    const slices = { notes: { from: 'file', path: 'sources/notes.txt' }, people: { from: 'csv', path: 'sources/people.csv' } };
    writeFileSync(at('week.recipe.json'), JSON.stringify({ format: 'atelier-recipe/1', title: 'Week 6', slices }));
    const people = { schema: { type: 'array', items: { type: 'object', properties: { age: { type: 'integer' } } } } };
    const flow = {
      format: 'atelier-flow/1',
      name: 'Review',
      packet: { slices: { notes: { schema: { type: 'string' } }, people } },
      steps: [],
    };
    writeFileSync(at('review.flow.json'), JSON.stringify(flow));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('builds a packet and its manifest beside the recipe, whose hash is the one that a run will have', async () => {
    const told = await build('--flow', at('review.flow.json'));
    const hash = await atelier([
      'packet',
      'hash',
      at('week.packet.json'),
      '--flow',
      at('review.flow.json'),
      '--workspace',
      at('workspace'),
      '--json',
    ]);

    before = printed(hash.out);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('notes: Read as Windows-1252, which its bytes look like.');
    expect(told.out).toContain(`Kept in ${at('week.packet.json')}. 2 slices are new.`);
    expect(told.out).toContain(before.hash ?? 'no hash');
    expect(JSON.parse(readFileSync(at('week.packet.json'), 'utf8'))).toMatchObject({
      title: 'Week 6',
      slices: { people: [{ name: 'Ana', age: 31 }] },
    });
    expect(JSON.parse(readFileSync(at('week.manifest.json'), 'utf8'))).toMatchObject({ packetHash: before.hash });
  });

  it('prints one document that says what changed, and keeps the hash of what did not', async () => {
    writeFileSync(at('sources/people.csv'), 'name,age\nAna,32\n');
    const after = printed((await build('--flow', at('review.flow.json'), '--json')).out);

    expect(after.changes.map(({ slice, change }) => [slice, change])).toEqual([
      ['notes', 'same'],
      ['people', 'changed'],
    ]);
    expect(after.slices['notes']).toBe(before.slices['notes']);
    expect(after.hash).not.toBe(before.hash);
  });

  it('ends with 1 and every problem by slice and path, and leaves the packet as it was', async () => {
    const packet = readFileSync(at('week.packet.json'), 'utf8');
    writeFileSync(at('sources/people.csv'), 'name,age\nAna,old\n');

    const told = await build('--flow', at('review.flow.json'), '--json');

    expect(told.code).toBe(1);
    expect(printed(told.out)).toMatchObject({ hash: null, problems: [{ slice: 'people', path: '/0/age' }] });
    expect(told.err).toMatch(/^people \/0\/age: /);
    expect(readFileSync(at('week.packet.json'), 'utf8')).toBe(packet);
  });

  it('ends with 2 for what is no recipe, with the slice and what is wrong there', async () => {
    writeFileSync(
      at('bad.recipe.json'),
      JSON.stringify({ format: 'atelier-recipe/1', slices: { notes: { from: 'file', path: '/etc/passwd' } } }),
    );
    const told = await atelier(['packet', 'build', at('bad.recipe.json'), '--workspace', at('workspace')]);
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toMatch(/bad\.recipe\.json: The slice “notes”: its source has a “path” that does not fit/);
  });
});
