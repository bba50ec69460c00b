// `npm run screenshots`: pictures of the real window on a new workspace: as it opens, a run that asks, and a second run that the cache serves.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { serveStudio } from '../../electron/start/serve-studio.ts';
import { chromiumProgram } from '../chromium-program.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'atelier-picture-'));
const served = await serveStudio({
  workspaceFolder: join(folder, 'Studio'),
  windowFolder: join(ROOT, 'dist', 'renderer'),
  port: null,
  flowFiles: [],
  warn: line => process.stderr.write(`${line}\n`),
});
if (!served.ok) throw new Error(served.error);
const browser = await chromium.launch({ executablePath: chromiumProgram(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => location.protocol.startsWith('http') && localStorage.setItem('atelier.tour', 'seen'));
  await page.goto(served.value.address);
  const picture = (name: string) => page.screenshot({ path: join(ROOT, 'docs', `${name}.png`) });
  await page.getByText('Succeeded').first().waitFor();
  await picture('canvas');
  await page.getByLabel('Packet to run on').first().click();
  await page.getByRole('option', { name: 'Tomas, week 3' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Write the synthesis' }).first().waitFor();
  await picture('run');
  await page.getByRole('button', { name: 'Write the synthesis' }).first().click();
  await page.getByText('Succeeded').first().waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Write the synthesis' }).first().click();
  await page.getByText('every AI stage reused').first().waitFor();
  await picture('window');
} finally {
  await browser.close();
  await served.value.close();
  rmSync(folder, { recursive: true, force: true });
}
