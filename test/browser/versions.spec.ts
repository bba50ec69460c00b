import { FlowId } from '../../engine/base/ids.ts';
import { flowHash } from '../../engine/flow/flow-hash.ts';
import { Flow } from '../../engine/flow/flow.ts';
import { openWorkspace } from '../../engine/open-workspace.ts';
import { barriersIn } from './barriers.ts';
import { expect, test } from './window.ts';

const text = { schema: { type: 'string' } };
const note = (id: string, title: string, focus: string, more: object = {}) => ({
  ...{ id, kind: 'sage_skill', title, ...more },
  config: { skill: 'draft_session_notes', input: { transcript: '{{ packet.transcript }}', prior_sessions: '', focus } },
});
const drawing = (name: string, title: string, focus: string, expression: string) =>
  Flow.parse({
    format: 'atelier-flow/1',
    name,
    packet: { slices: { transcript: text } },
    start: 'note',
    steps: [
      note('note', title, focus, { next: 'end' }),
      { id: 'end', kind: 'gate', title: 'Enough?', config: { expression, onPass: 'more', onFail: 'halt' } },
      note('more', 'More', 'more'),
    ],
  });
const FIRST = drawing('Take notes', 'Notes', 'everything', 'true');
const SECOND = drawing('Take notes', 'Notes of the session', 'open questions', 'false');
const FORK = drawing('Take notes for Ana', 'Notes', 'promises', 'true');

/** A flow with two versions, and a fork of the first that both changed in the same place. */
async function seed(folder: string): Promise<void> {
  const opened = await openWorkspace({ folder });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const { flows, orgId, me, clock } = opened.value;
  const flowId = FlowId.parse('take-notes');
  await flows.create(orgId, flowId, SECOND, clock.nowUs());
  await flows.publish(orgId, flowId, FIRST, me, 'First', clock.nowUs());
  await flows.publish(orgId, flowId, SECOND, me, 'Looks for open questions', clock.nowUs());
  const forkedFrom = { flowId, versionNo: 1, versionHash: flowHash(FIRST) };
  await flows.create(orgId, FlowId.parse('fork'), FORK, clock.nowUs(), { forkedFrom, base: FIRST });
  await opened.value.close();
}

test('a fork takes in its parent’s new version, conflict by conflict; both versions are held against each other on the test set', async ({
  studio,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(() => location.protocol.startsWith('http') && localStorage.setItem('atelier.tour', 'seen'));
  await studio.stop();
  await seed(studio.folder);
  await studio.start();
  await studio.open(page);
  const go = (place: string) => page.evaluate(fragment => void (location.hash = fragment), place);

  await page
    .getByRole('button', { name: /^Take notes for Ana/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Versions', exact: true }).click();
  await page.getByRole('button', { name: 'Pull version 2…' }).click();
  const pull = page.getByRole('article', { name: 'Pull from Take notes' });
  await expect(pull.getByText('1 conflict to settle first')).toBeVisible();
  await expect(pull.getByRole('region', { name: 'What is taken in' })).toContainText('“Notes” is now called “Notes of the session”.');
  await expect(pull.getByRole('application', { name: /after the pull/ })).toContainText('conflict');
  expect(await barriersIn(page, '[data-place="compare"]')).toEqual([]);

  // By keyboard: to the conflict, to the parent's side, to something else that is typed.
  await pull.getByRole('heading', { name: 'Both sides changed these' }).click();
  await page.keyboard.press('n');
  await pull.getByRole('radio', { name: /^Mine/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(pull.getByText('settled')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await pull.getByRole('textbox', { name: /^Something else for/ }).fill('promises and open questions');
  await expect(pull.getByRole('region', { name: 'What is taken in' })).toContainText('“promises and open questions”');
  await pull.getByRole('button', { name: 'Pull version 2', exact: true }).click();

  const card = page.locator('#step-note');
  await expect(card).toContainText('Notes of the session');
  await expect(page.getByText('Its version 2 is the newest, and in here.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(card).not.toContainText('Notes of the session');
  await expect(page.getByText('Its version 2 is not in here yet.')).toBeVisible();

  await go('#/compare/set/take-notes@1/take-notes@2');
  const compare = page.getByRole('article', { name: 'Comparison of two versions' });
  await compare.getByRole('button', { name: 'Run what is missing…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Start \d+ runs$/ })
    .click();
  const table = compare.getByRole('table', { name: 'Both versions on each packet' });
  const maya = table.getByRole('row', { name: /^Maya, week 6/ });
  await expect(maya).toContainText('Succeeded → Halted', { timeout: 20_000 });
  await expect(maya).toContainText('Focus “everything” → “open questions”');
  expect(await barriersIn(page, '[data-place="compare"]')).toEqual([]);

  const [download] = await Promise.all([page.waitForEvent('download'), compare.getByRole('button', { name: 'Export' }).click()]);
  await maya.getByRole('button', { name: 'Maya, week 6' }).click();
  await expect(compare.getByRole('region', { name: 'First divergence' })).toContainText('Focus');

  await go('#/compare/json/take-notes@1/take-notes@2');
  await expect(compare.getByText(/^\d differences$/)).toBeVisible({ timeout: 20_000 });
  await expect(compare.getByText('Notes of the session').first()).toBeVisible();

  // The file stands alone: no program, no network, no script.
  const file = test.info().outputPath('matrix.html');
  await download.saveAs(file);
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  await page.goto(`file://${file}`);
  await expect(page.getByRole('row', { name: /^Maya, week 6/ })).toContainText('Succeeded → Halted');
  expect(asked.filter(address => !address.startsWith('file:'))).toEqual([]);
});
