import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileVault } from '../../../engine/secrets/file-vault.ts';
import { keychainVault, type OpenEntry } from '../../../engine/secrets/keychain-vault.ts';
import type { KeyVault } from '../../../engine/secrets/key-vault.ts';
import { openKeyVault } from '../../../engine/secrets/open-key-vault.ts';

const PASSPHRASE = 'correct horse battery';
const KEY = 'sk-a-secret-key-77';
const HERE = { name: 'anthropic', origin: 'https://api.anthropic.com' };
const COST = 2 ** 10;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a keychain does, over a map; `refuses` is what it says when it is locked. */
function aKeychain(refuses: string | null = null) {
  const kept = new Map<string, string>();
  const open: OpenEntry = (service, account) => {
    const name = `${service} ${account}`;
    const answer = <Value>(value: () => Value) => (refuses === null ? Promise.resolve(value()) : Promise.reject(new Error(refuses)));
    return {
      getPassword: () => answer(() => kept.get(name) ?? null),
      setPassword: secret => answer(() => void kept.set(name, secret)),
      deleteCredential: () => answer(() => kept.delete(name)),
    };
  };
  return { open, kept };
}

const inFile = (name: string, passphrase: string | null = PASSPHRASE) => fileVault({ file: join(folder, name), passphrase, cost: COST });

describe.each<[string, () => KeyVault]>([
  ['a file', () => inFile('suite.json')],
  ['a keychain', () => keychainVault(aKeychain().open)],
])('keys in %s', (_where, open) => {
  it('are set, read, replaced and deleted, each for its own name and server alone', async () => {
    const vault = open();
    const elsewhere = { ...HERE, origin: 'https://evil.example' };
    const second = { ...HERE, name: 'anthropic-2' };

    expect(await vault.has(HERE)).toEqual({ ok: true, value: false });
    expect(await vault.read(HERE)).toEqual({ ok: true, value: null });
    expect(await vault.write(HERE, KEY)).toEqual({ ok: true, value: null });
    expect(await vault.has(HERE)).toEqual({ ok: true, value: true });
    expect(await vault.read(HERE)).toEqual({ ok: true, value: KEY });
    for (const other of [elsewhere, second]) expect(await vault.read(other)).toEqual({ ok: true, value: null });
    await vault.write(HERE, 'sk-another');
    expect(await vault.read(HERE)).toEqual({ ok: true, value: 'sk-another' });
    expect(await vault.remove(HERE)).toEqual({ ok: true, value: true });
    expect(await vault.remove(HERE)).toEqual({ ok: true, value: false });
    expect(await vault.read(HERE)).toEqual({ ok: true, value: null });
    expect((await vault.state()).lock).toBe('open');
  });
});

describe('a file of keys', () => {
  it('is for its owner alone, and nothing in it is the key or the passphrase', async () => {
    const vault = inFile('private.json');
    await vault.write(HERE, KEY);

    const text = await readFile(join(folder, 'private.json'), 'utf8');
    if (process.platform !== 'win32') expect((await stat(join(folder, 'private.json'))).mode & 0o777).toBe(0o600);
    for (const secret of [KEY, PASSPHRASE]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12));
    }
  });

  it('begins with a passphrase of some length, and opens for that one only', async () => {
    const file = 'locked.json';
    const fresh = inFile(file, null);
    expect((await fresh.state()).lock).toBe('new');
    expect(await fresh.write(HERE, KEY)).toMatchObject({ ok: false, error: { kind: 'locked' } });
    expect(await fresh.unlock('short')).toMatchObject({ ok: false, error: { kind: 'wrong-passphrase' } });
    await fresh.unlock(PASSPHRASE);
    await fresh.write(HERE, KEY);

    const later = inFile(file, null);
    expect((await later.state()).lock).toBe('locked');
    expect(await later.has(HERE)).toEqual({ ok: true, value: true });
    expect(await later.read(HERE)).toMatchObject({ ok: false, error: { kind: 'locked' } });
    expect(await later.unlock('correct horse')).toMatchObject({ ok: false, error: { kind: 'wrong-passphrase' } });
    expect(await later.read(HERE)).toMatchObject({ ok: false });
    expect(await later.unlock(PASSPHRASE)).toEqual({ ok: true, value: null });
    expect(await later.read(HERE)).toEqual({ ok: true, value: KEY });
  });

  it('tells a key that was put in another’s place, or changed by a bit', async () => {
    const file = join(folder, 'changed.json');
    const vault = inFile('changed.json');
    const other = { ...HERE, name: 'other' };
    await vault.write(HERE, KEY);
    await vault.write(other, 'sk-other');
    const written = JSON.parse(await readFile(file, 'utf8')) as { keys: Record<string, { text: string }> }; // true: the vault wrote it
    const [first, second] = Object.keys(written.keys);

    await writeFile(
      file,
      JSON.stringify({ ...written, keys: { [first ?? '']: written.keys[second ?? ''], [second ?? '']: written.keys[first ?? ''] } }),
    );

    expect(await vault.read(HERE)).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
    expect(await vault.read(other)).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
  });

  it.each([
    '',
    '{',
    '[]',
    '{"format":"atelier-keys/1"}',
    '{"format":"atelier-keys/1","stretching":{"name":"scrypt","salt":"","cost":1073741824,"blockSize":8,"parallel":1},"proof":{"iv":"","tag":"","text":""},"keys":{}}',
  ])('that is none is told of and left as it is: %j', async text => {
    const file = join(folder, 'broken.json');
    await writeFile(file, text);
    const vault = inFile('broken.json');

    for (const told of [
      await vault.read(HERE),
      await vault.has(HERE),
      await vault.write(HERE, KEY),
      await vault.remove(HERE),
      await vault.unlock(PASSPHRASE),
    ])
      expect(told).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
    expect((await vault.state()).sentence).toContain('cannot be read');
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('keeps all of several keys that are set at once', async () => {
    const vault = inFile('many.json');
    const places = Array.from({ length: 5 }, (_, at) => ({ ...HERE, name: `k${String(at)}` }));
    await Promise.all(places.map(place => vault.write(place, place.name)));

    for (const place of places) expect(await vault.read(place)).toEqual({ ok: true, value: place.name });
  });
});

it('tells of a keychain that is locked', async () => {
  const vault = keychainVault(aKeychain('the keychain is locked').open);
  expect(await vault.read(HERE)).toMatchObject({
    ok: false,
    error: { kind: 'unreadable', sentence: expect.stringContaining('the keychain is locked') as string },
  });
});

it('takes the keychain where there is one, else a file of the person’s account, or the file that is named', async () => {
  const { open, kept } = aKeychain();
  const config = { ATELIER_KEY_PASSPHRASE: PASSPHRASE };
  const asked: string[] = [];
  const keychain = (entry: OpenEntry | null) => () => Promise.resolve(entry);

  await openKeyVault(config, folder, keychain(open)).write(HERE, KEY);
  expect([...kept.keys()]).toEqual(['Atelier Studio anthropic https://api.anthropic.com']);
  expect((await openKeyVault(config, folder, keychain(open)).state()).kind).toBe('keychain');
  const named = openKeyVault({ ...config, ATELIER_KEYS_FILE: join(folder, 'named.json') }, folder, () => {
    asked.push('keychain');
    return Promise.resolve(open);
  });
  expect((await named.state()).sentence).toContain('named.json');
  expect(asked).toEqual([]);
  if (process.platform === 'linux') {
    const state = await openKeyVault(config, folder, keychain(null)).state();
    expect(state.sentence).toBe(`This computer has no keychain. Keys are kept encrypted in ${join(folder, 'keys.json')}.`);
  }
});
