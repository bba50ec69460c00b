import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumIsThere, installChromium } from './install-chromium.ts';
import { runStep, type StepResult, type TestStep } from './test-step.ts';

const ROOT = join(import.meta.dirname, '..');
const REPORTS = join(ROOT, 'test-results', 'reports');

const script = (name: string): string[] => ['npm', 'run', '--silent', name];
const vitest = (config: string, report: string): string[] => [
  'vitest',
  'run',
  '--config',
  config,
  '--reporter=default',
  '--reporter=json',
  `--outputFile=${report}`,
];

const unitReport = join(REPORTS, 'unit.json');
const browserReport = join(REPORTS, 'browser.json');
const electronReport = join(REPORTS, 'electron.json');

/** What needs no browser, in two lanes side by side. */
const LANES: readonly (readonly TestStep[])[] = [
  [
    { name: 'types', command: script('types') },
    { name: 'lint', command: script('lint') },
  ],
  [
    { name: 'window build', command: script('renderer:build') },
    { name: 'shell build', command: script('electron:build') },
    { name: 'unit and behaviour tests', command: vitest('test/vitest.config.ts', unitReport), report: unitReport },
  ],
];
/** What measures how soon something answers, alone. */
const ALONE: readonly TestStep[] = [
  {
    name: 'browser tests',
    command: ['playwright', 'test', '--config', 'test/playwright.config.ts'],
    report: browserReport,
    env: { PLAYWRIGHT_JSON_FILE: browserReport },
  },
  { name: 'Electron tests', command: vitest('test/electron/vitest.config.ts', electronReport), report: electronReport },
];

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
process.exitCode = await runAll();

async function runAll(): Promise<number> {
  const problem = chromiumIsThere() ? null : installChromium(ROOT);
  if (problem !== null) process.stdout.write(`${problem}\n`);
  const lanes = await Promise.all(LANES.map(runInTurn));
  const results = [...lanes.flat(), ...(await runInTurn(ALONE))];
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const steps = results.filter(result => result.failed > 0).map(result => result.name);
  if (steps.length > 0) process.stdout.write(`\nFailed: ${steps.join(', ')}. What they said stands above.\n`);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

async function runInTurn(steps: readonly TestStep[]): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) results.push(await runStep(step, ROOT));
  return results;
}
