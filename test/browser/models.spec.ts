import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { barriersIn } from './barriers.ts';
import { expect, test } from './window.ts';
import { openProviderServer, type ProviderServer } from '../behaviour/models/a-provider-server.ts';
import { WIRES } from '../behaviour/models/provider-wires.ts';

const KEY = 'sk-window-5512bb';
const [anthropic] = WIRES;

let server: ProviderServer;
let folder: string;
test.beforeAll(async () => {
  server = await openProviderServer();
  folder = mkdtempSync(join(tmpdir(), 'atelier-window-keys-'));
  process.env['ATELIER_KEYS_FILE'] = join(folder, 'keys.json');
});
test.afterAll(async () => {
  delete process.env['ATELIER_KEYS_FILE'];
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

test('a model is chosen with its key, asked, limited and given back; the key is never seen again', async ({ window: page }) => {
  server.say(anthropic?.whole('{"ready":true}', 'done') ?? (() => undefined));
  await expect(page.getByText('Engine connected')).toBeVisible();
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('article', { name: 'Models' });
  await expect(settings.getByText('nothing leaves this computer')).toBeVisible();
  await expect(settings.getByText('The local model costs nothing.')).toBeVisible();

  await settings.getByRole('button', { name: 'Change Drafting' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Model for drafting' });
  await dialog.getByRole('combobox', { name: 'Who answers' }).press('ArrowDown');
  await page.getByRole('option', { name: 'Anthropic' }).click();
  await dialog.getByRole('button', { name: 'Save and test' }).click();
  await expect(dialog.getByText('Name the model, as its provider does.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Model' }).fill(anthropic?.modelId ?? '');
  await dialog.getByRole('textbox', { name: 'Address' }).fill(`${server.origin}/v1`);
  await dialog.getByRole('textbox', { name: 'Key', exact: true }).fill(KEY);
  await dialog.getByRole('textbox', { name: 'Choose a passphrase for the keys' }).fill('seven words or so');
  expect(await barriersIn(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.press('Enter');

  await expect(settings.getByText(/answered in .* This test cost \$0\.000182\./)).toBeVisible();
  await expect(settings.getByText('Steps of the class drafting send their prompt and evidence to Anthropic')).toBeVisible();
  await expect(settings.getByRole('listitem', { name: 'Key anthropic' }).getByText('Key set')).toBeVisible();
  expect(server.asked[0]?.headers['x-api-key']).toBe(KEY);
  expect(await page.content()).not.toContain('5512bb');
  await settings.getByLabel('A run may cost').fill('1,50');
  await page.keyboard.press('Enter');
  await expect(settings.getByRole('button', { name: 'Save limits' })).toBeHidden();
  await expect(settings.getByLabel('A run may cost')).toHaveValue('1.5');
  expect(await barriersIn(page, 'article')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect(await barriersIn(page, 'article')).toEqual([]);

  await settings.getByRole('listitem', { name: 'Key anthropic' }).getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(settings.getByRole('listitem', { name: 'Key anthropic' }).getByText('No key', { exact: true })).toBeVisible();
  await settings.getByRole('button', { name: 'Change Drafting' }).click();
  await dialog.getByRole('combobox', { name: 'Who answers' }).click();
  await page.getByRole('option', { name: 'Local model' }).click();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(settings.getByText('nothing leaves this computer')).toBeVisible();
});
