import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isReal, launchShell, type Launch, type ShellUnderTest } from './shell-under-test.ts';

declare global {
  interface Window {
    readonly atelier: { post(text: string): void; onMessage(listener: (text: string) => void): () => void };
  }
}

let folder: string;
let shell: ShellUnderTest | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-shell-'));
  shell = null;
});

afterEach(async () => {
  await shell?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function launched(launch: Partial<Launch> = {}): Promise<ShellUnderTest> {
  shell = await launchShell({ workspaceFolder: join(folder, 'Studio'), userData: join(folder, 'user'), ...launch });
  return shell;
}

/** Asks the host over the preload's pipe, by hand: path of the call, its answer. */
function call(page: Page, path: string): Promise<unknown> {
  return page.evaluate(
    path =>
      new Promise(resolve => {
        const id = crypto.randomUUID();
        const stop = window.atelier.onMessage(text => {
          const answer = JSON.parse(text) as { i: string; p: { b: { json: unknown } } }; // true: the wire's format
          if (answer.i !== id) return;
          stop();
          resolve(answer.p.b.json);
        });
        window.atelier.post(JSON.stringify({ i: id, p: { u: path, b: {} } }));
      }),
    path,
  );
}

describe('The window in Electron', () => {
  it('opens on the workspace, over the one pipe that the preload exposes', async () => {
    const page = await (await launched()).page();

    expect(await call(page, '/workspace/read')).toMatchObject({ name: 'Studio', folder: join(folder, 'Studio') });
    expect(await page.evaluate(() => Object.keys(window.atelier).sort())).toEqual(['notify', 'onMessage', 'onNoticePressed', 'post']);
    expect(await page.evaluate(() => ['require', 'process', 'Buffer', 'module'].filter(name => name in window))).toEqual([]);
  });

  it('is sandboxed, isolated and without Node', async () => {
    const open = await launched();
    await open.page();

    expect(await open.webPreferences()).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
  });

  it('loads under a policy that allows its own code only, and reaches no network', async () => {
    const page = await (await launched()).page();

    const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe-eval');
    // After a turn of the page's own, because code that a test hands in directly is exempt from the policy.
    const evaluated = page.evaluate(
      () =>
        new Promise(resolve => {
          setTimeout(() => {
            try {
              resolve(eval('1'));
            } catch {
              resolve('refused');
            }
          });
        }),
    );
    expect(await evaluated).toBe('refused');
    expect(
      await page.evaluate(() =>
        fetch('https://example.com').then(
          () => 'reached',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
  });

  it('gives out its own files and nothing beside them', async () => {
    const page = await (await launched()).page();

    const statuses = await page.evaluate(() =>
      Promise.all(
        ['/', '/../package.json', '/..%2f..%2fpackage.json', '/%00', '/nothing.js'].map(async path => (await fetch(path)).status),
      ),
    );
    expect(statuses[0]).toBe(200);
    expect(statuses.slice(1)).toEqual([404, 404, 404, 404]);
  });

  it('stays on its page: https links go to the browser of the system, everything else nowhere', async () => {
    const open = await launched();
    const page = await open.page();
    const before = page.url();

    await page.evaluate(() => location.assign('http://evil.example/'));
    await page.evaluate(() => void window.open('https://user:secret@evil.example/'));
    await page.evaluate(() => void window.open('file:///etc/passwd'));
    await page.evaluate(() => location.assign('https://example.com/help'));
    await page.evaluate(() => void window.open('https://example.com/docs'));

    await vi.waitFor(async () => expect(await open.openedOutside()).toEqual(['https://example.com/help', 'https://example.com/docs']));
    expect(page.url()).toBe(before);
    expect(await open.windowCount()).toBe(1);
    expect(await call(page, '/workspace/read')).toMatchObject({ name: 'Studio' });
  });

  // In the real Electron no frame can be made up; there the browser itself keeps foreign pages out.
  const asForeignFrame = isReal ? [] : ['https://evil.example/', 'app://evil/index.html', 'file:///tmp/index.html'];
  it.each(asForeignFrame)('hears no frame that stands at %s', async address => {
    const open = await launched();
    const page = await open.page();
    await call(page, '/workspace/read');

    expect(open.forge(address, JSON.stringify({ i: '1', p: { u: '/flows/create', b: { json: { name: 'Forged' } } } }))).toBe(true);

    expect(JSON.stringify(await call(page, '/flows/list'))).not.toContain('Forged');
  });

  it('remembers where it stood', async () => {
    await (await launched()).page();
    await shell?.close();
    shell = null;

    const settings: unknown = JSON.parse(readFileSync(join(folder, 'user', 'shell.json'), 'utf8'));
    expect(settings).toHaveProperty('bounds.width');
  });
});

describe('The host process', () => {
  it('is started again when it dies, says so, and the window is at work again', async () => {
    const open = await launched();
    const page = await open.page();
    await call(page, '/workspace/read');

    await open.killHost();

    await vi.waitFor(async () => expect((await open.asked())[0]?.message).toBe('The engine stopped and was started again.'), {
      timeout: 20_000,
    });
    await page.waitForFunction(() => 'atelier' in window);
    expect(await call(page, '/workspace/read')).toMatchObject({ name: 'Studio' });
  });

  it('ends with the window and leaves the workspace free', async () => {
    await call(await (await launched()).page(), '/workspace/read');
    await shell?.close();

    expect(await call(await (await launched()).page(), '/workspace/read')).toMatchObject({ name: 'Studio' });
  });

  it('takes in the flow that the program was opened with, and the window stands on it', async () => {
    const file = join(folder, 'pricing.flow.json');
    writeFileSync(file, JSON.stringify({ format: 'atelier-flow/1', name: 'Pricing talk', steps: [] }));

    const page = await (await launched({ arguments: [file] })).page();

    await vi.waitFor(() => expect(new URL(page.url()).hash).toBe('#/flow/pricing-talk'), { timeout: 10_000 });
    expect(JSON.stringify(await call(page, '/flows/list'))).toContain('Pricing talk');
  });
});

describe('An address that another program hands over', () => {
  it('opens at a comparison, in the window that is there already; one that leads nowhere is refused in a sentence', async () => {
    const open = await launched({ arguments: ['atelier://compare/runs/run_1/run_2'] });
    const page = await open.page();
    const place = () => new URL(page.url()).hash;
    await vi.waitFor(() => expect(place()).toBe('#/compare/runs/run_1/run_2'), { timeout: 10_000 });
    await page.evaluate(() => document.body.setAttribute('data-not-loaded-anew', ''));

    await open.startAgain(['atelier://compare/set/pricing@1/pricing@draft']);
    await vi.waitFor(() => expect(place()).toBe('#/compare/set/pricing%401/pricing%40draft'), { timeout: 10_000 });

    const hostile = [
      'atelier://compare/runs/../../etc',
      'atelier://compare/versions/pricing@1/%2e%2e%2f',
      'atelier://settings/secrets',
      'atelier:javascript:alert(1)',
      'atelier://user:secret@compare/runs/run_1/run_2',
      `atelier://compare/runs/${'a'.repeat(5000)}/b`,
    ];
    for (const link of hostile) await open.startAgain([link]);

    await vi.waitFor(async () => expect(await open.asked()).toHaveLength(hostile.length), { timeout: 10_000 });
    for (const { message, detail } of await open.asked()) {
      expect(message).toBe('This link was not opened.');
      expect(detail).toMatch(/^This link (is not one that Atelier Studio writes|names nothing that can be opened)/);
    }
    expect(place()).toBe('#/compare/set/pricing%401/pricing%40draft');
    expect(await page.evaluate(() => document.body.hasAttribute('data-not-loaded-anew'))).toBe(true);
    expect(await open.windowCount()).toBe(1);
  });
});

describe('A workspace that cannot be opened', () => {
  it('is told in a sentence, and another folder is asked for', async () => {
    writeFileSync(join(folder, 'Studio'), 'a file, not a folder');
    mkdirSync(join(folder, 'Other'));

    const open = await launched({ buttons: [0], paths: [join(folder, 'Other')] });
    const page = await open.page();

    const [asked] = await open.asked();
    expect(asked?.message).toBe('This workspace cannot be opened.');
    expect(asked?.detail).toContain(join(folder, 'Studio'));
    expect(await call(page, '/workspace/read')).toMatchObject({ name: 'Other' });
  });

  it('ends the program when the person would rather quit, with nothing written', async () => {
    mkdirSync(join(folder, 'Studio'));
    writeFileSync(join(folder, 'Studio', 'atelier.db'), 'this is no database, only bytes that somebody wrote '.repeat(50));

    const open = await launched({ buttons: [2] });
    await vi.waitFor(async () => expect(await open.asked()).toHaveLength(1), { timeout: 20_000 });
    await open.close();
    shell = null;

    expect((await open.asked())[0]?.buttons).toEqual(['Choose another folder…', 'Try again', 'Quit']);
    expect(existsSync(join(folder, 'Studio', 'workspace.json'))).toBe(false);
  });
});
