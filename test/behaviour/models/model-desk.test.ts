import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKnownServers } from '../../../engine/known-servers.ts';
import { openModelDesk, type ModelDesk } from '../../../engine/model-desk.ts';
import { openModelSettingsFile } from '../../../engine/model-settings-file.ts';
import { RemoteChoice } from '../../../engine/models/model-settings.ts';
import { modelsView } from '../../../engine/models-view.ts';
import { fileVault } from '../../../engine/secrets/file-vault.ts';

const remote = (more: object) => RemoteChoice.parse({ provider: 'anthropic', modelId: 'claude-haiku-4-5-20251001', ...more });
const SETTINGS = { format: 'atelier-workspace/1', name: 'Studio', orgId: 'local', orgName: 'Here', me: 'user:ana', roles: [] };

describe('The desk of models', () => {
  let folder: string;
  let nowMs: number;
  let isTrusted: boolean;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-desk-'));
    nowMs = 0;
    isTrusted = true;
    await write({ ...SETTINGS, products: { rfp: { url: 'https://rfp.example' } } });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const file = () => join(folder, 'workspace.json');
  const write = (settings: unknown) => writeFile(file(), typeof settings === 'string' ? settings : JSON.stringify(settings));
  const read = async () => JSON.parse(await readFile(file(), 'utf8')) as Record<string, unknown>; // true: the desk writes an object
  const openDesk = (environment: Record<string, string> = {}, passphrase: string | null = 'seven words or so'): ModelDesk =>
    openModelDesk({
      file: openModelSettingsFile(folder, () => (nowMs += 1000)),
      vault: fileVault({ file: join(folder, 'keys.json'), passphrase, cost: 2 ** 10 }),
      environment,
      servers: openKnownServers({ ATELIER_PERSON_FOLDER: join(folder, 'person') }),
      isTrusted: () => isTrusted,
    });

  it('changes its part of the settings, one change after the other, and leaves the rest', async () => {
    const desk = openDesk();
    const done = await Promise.all([
      desk.choose(['fast', 'drafting'], remote({})),
      desk.setLimits({ perRunMicroUsd: 1, perDayMicroUsd: null }),
      desk.setPrice({ provider: 'openai', modelId: 'a', input: 1, output: 2, source: 's', date: '2026-01-01' }),
      desk.setPrice({ provider: 'openai', modelId: 'a', input: 3, output: 4, source: 's', date: '2026-01-02' }),
      desk.choose(['fast'], null),
    ]);

    expect(done.map(({ ok }) => ok)).toEqual(done.map(() => true));
    expect(desk.settings()).toMatchObject({
      classes: { drafting: { provider: 'anthropic' } },
      limits: { perRunMicroUsd: 1 },
      prices: [{ input: 3 }],
    });
    expect(Object.keys(desk.settings().classes ?? {})).toEqual(['drafting']);
    expect(await read()).toMatchObject({ products: { rfp: { url: 'https://rfp.example' } }, models: desk.settings() });
    await desk.removePrice({ provider: 'openai', modelId: 'a' });
    expect(desk.settings().prices).toEqual([]);
  });

  it('takes up what a person writes into the file, and goes on with the last that was whole while it is not', async () => {
    const desk = openDesk();
    expect(desk.settings()).toBe(desk.settings());
    await write({ ...SETTINGS, models: { limits: { perRunMicroUsd: 7, perDayMicroUsd: null } } });
    expect(desk.settings().limits?.perRunMicroUsd).toBe(7);

    for (const broken of [
      '{',
      { ...SETTINGS, models: { classes: { fast: { provider: 'nobody' } } } },
      { ...SETTINGS, models: { limits: { perRunMicroUsd: -1, perDayMicroUsd: null } } },
    ]) {
      await write(broken);
      expect(desk.settings().limits?.perRunMicroUsd).toBe(7);
      expect(desk.problem()).toMatch(/workspace\.json .*Correct it/);
      expect((await modelsView(desk, 0, 0)).problem).toBe(desk.problem());
      expect(await desk.choose(['fast'], null)).toMatchObject({ ok: false });
    }
    await write(SETTINGS);
    expect(desk.problem()).toBeNull();
  });

  it.each([
    ['its own address', {}, 'sk-env'],
    ['its own address, written out', { baseUrl: 'https://api.anthropic.com/v1' }, 'sk-env'],
    ['another server', { baseUrl: 'https://evil.example/v1' }, null],
    ['another name', { key: 'second' }, 'none is set'],
  ])('believes the variable of a provider’s tools for %s', async (_what, more, key) => {
    const desk = openDesk({ ANTHROPIC_API_KEY: 'sk-env', OPENAI_API_KEY: 'sk-other' });
    const given = await desk.keyOf({ choice: remote(more), by: 'settings' });

    if (key === 'none is set') expect(given).toMatchObject({ ok: false, error: { class: 'auth', code: 'no_key' } });
    else expect(given).toEqual({ ok: true, value: key });
  });

  it('never finds a key for another server than the one it was set for', async () => {
    const desk = openDesk();
    await desk.setKey({ provider: 'anthropic' }, 'sk-mine');

    expect(await desk.keyOf({ choice: remote({}), by: 'settings' })).toEqual({ ok: true, value: 'sk-mine' });
    for (const baseUrl of [
      'https://evil.example/v1',
      'http://api.anthropic.com/v1',
      'https://api.anthropic.com:8443/v1',
      'https://api.anthropic.com.evil.example',
    ])
      expect(await desk.keyOf({ choice: remote({ baseUrl }), by: 'settings' })).toEqual({ ok: true, value: null });
  });

  it('sends nothing to a server outside that came with the workspace, until its person chooses it or trusts the workspace', async () => {
    isTrusted = false;
    const theirs = remote({ provider: 'openai-compatible', baseUrl: 'https://models.example/v1' });
    await write({ ...SETTINGS, models: { classes: { fast: theirs } } });
    const desk = openDesk({ OPENAI_API_KEY: 'sk-env' });
    const keyFor = (choice: RemoteChoice, by: 'settings' | 'environment' = 'settings') => openDesk().keyOf({ choice, by });

    expect(await desk.keyOf({ choice: theirs, by: 'settings' })).toMatchObject({
      ok: false,
      error: { class: 'policy', code: 'unknown_server' },
    });
    expect((await modelsView(desk, 0, 0)).classes[4]?.remote?.warnings[0]).toContain('you never chose that server on this computer');
    expect((await keyFor(theirs, 'environment')).ok).toBe(true);
    for (const baseUrl of ['http://127.0.0.1:11434/v1', 'http://gpu.local/v1'])
      expect((await keyFor({ ...theirs, baseUrl })).ok).toBe(true);
    isTrusted = true;
    expect((await keyFor(theirs)).ok).toBe(true);
    isTrusted = false;
    await desk.choose(['fast'], theirs);
    expect((await keyFor(theirs)).ok).toBe(true);
    expect((await keyFor({ ...theirs, baseUrl: 'https://models.example:444/v1' })).ok).toBe(false);
  });

  it('sends no key unencrypted but to this computer and private networks', async () => {
    const desk = openDesk();
    const keyAt = async (baseUrl: string) => {
      await desk.setKey({ provider: 'openai-compatible', baseUrl }, 'sk-mine');
      return desk.keyOf({ choice: remote({ provider: 'openai-compatible', baseUrl }), by: 'settings' });
    };

    for (const host of ['127.0.0.1:1234', 'localhost:11434', '[::1]:8000', '192.168.1.7', '10.0.0.2', '172.20.0.3', 'mill', 'gpu.local'])
      expect([host, await keyAt(`http://${host}/v1`)]).toEqual([host, { ok: true, value: 'sk-mine' }]);
    for (const host of ['example.com', '8.8.8.8', '172.32.0.1', '11.0.0.1', '[2001:db8::1]', '127.0.0.1.example.com', '10.evil.example'])
      expect([host, await keyAt(`http://${host}/v1`)]).toMatchObject([host, { ok: false, error: { code: 'key_unencrypted' } }]);
    expect(await keyAt('https://example.com/v1')).toEqual({ ok: true, value: 'sk-mine' });
  });

  it.each(['', '  ', 'two words', 'schlüssel', 'a\nb', 'x'.repeat(1201)])('refuses %j as a key, and does not repeat it', async key => {
    const refused = await openDesk().setKey({ provider: 'openai' }, key);
    expect(refused).toMatchObject({ ok: false });
    if (key.trim() !== '') expect(JSON.stringify(refused)).not.toContain(key);
  });

  it('says of keys whether they are set, also while they are locked', async () => {
    await openDesk().setKey({ provider: 'anthropic' }, 'sk-mine');
    const desk = openDesk({}, null);
    await desk.choose(['drafting'], remote({}));
    await desk.choose(['fast'], RemoteChoice.parse({ provider: 'google', modelId: 'gemini-2.5-flash' }));
    const { classes, vault } = await modelsView(desk, 0, Date.UTC(2026, 10, 21));

    expect(vault.lock).toBe('locked');
    expect(classes.map(({ remote: of }) => of?.key ?? null)).toEqual([
      null,
      { kind: 'set' },
      null,
      null,
      { kind: 'not-set', needed: true },
    ]);
    expect(await desk.keyOf({ choice: remote({}), by: 'settings' })).toMatchObject({ error: { class: 'auth', code: 'key_locked' } });
  });
});
