import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ModelsView } from '../../../engine/models-view.ts';
import { openProviderServer, type ProviderServer } from '../models/a-provider-server.ts';
import { WIRES } from '../models/provider-wires.ts';
import { atelier } from './atelier.ts';

const KEY = 'sk-cli-4471aa';
const [anthropic] = WIRES;

describe('atelier model', () => {
  let folder: string;
  let server: ProviderServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-models-'));
    server = await openProviderServer();
    vi.stubEnv('ATELIER_KEYS_FILE', join(folder, 'keys.json'));
    vi.stubEnv('ATELIER_KEY_PASSPHRASE', 'seven words or so');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('chooses a model, takes its key from standard input, asks it, and shows everything but the key', async () => {
    const here = ['--workspace', join(folder, 'Studio')];
    const address = ['--address', `${server.origin}/v1`];
    server.say(anthropic?.whole('{"ready":true}', 'done') ?? (() => undefined));

    const used = await atelier(['model', 'use', 'drafting', 'anthropic', anthropic?.modelId ?? '', ...address, ...here]);
    const set = await atelier(['model', 'key', 'set', 'anthropic', ...address, ...here], `${KEY}\n`);
    const tested = await atelier(['model', 'test', 'drafting', ...here]);
    const listed = await atelier(['model', 'list', '--json', ...here]);
    const wrong = await atelier([
      'model',
      'use',
      'drafting',
      'openai-compatible',
      'tiny',
      '--max-output',
      'lots',
      '--address',
      'http://x/v1',
      ...here,
    ]);

    expect(used).toMatchObject({ code: 0, out: 'drafting: claude-sonnet-4-5-20250929 at Anthropic.\n' });
    expect(set).toMatchObject({ code: 0, err: '' });
    expect(tested).toMatchObject({ code: 0, err: '' });
    expect(tested.out).toMatch(/^drafting: claude-sonnet-4-5-20250929 at Anthropic answered in .* This test cost \$0\.000182\.\n$/);
    expect(server.asked[0]?.headers['x-api-key']).toBe(KEY);
    const view = JSON.parse(listed.out) as ModelsView; // true: the command prints this view
    expect(view.classes[1]).toMatchObject({
      modelClass: 'drafting',
      by: 'settings',
      remote: { key: { kind: 'set' }, price: { input: 3, output: 15 } },
    });
    expect(wrong).toMatchObject({ code: 2, out: '', err: '--max-output: a whole number of tokens from 1 to 1,000,000, or “none”.\n' });
    const files = [await readFile(join(folder, 'Studio', 'workspace.json'), 'utf8'), await readFile(join(folder, 'keys.json'), 'utf8')];
    expect(JSON.stringify([used, set, tested, listed, files])).not.toContain('4471aa');
  });
});
