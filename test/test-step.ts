import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One command of the whole test run. */
export interface TestStep {
  readonly name: string;
  /** A program of `node_modules/.bin` or of the system, and its words. */
  readonly command: readonly string[];
  /** The JSON report it writes; a step without one counts only when it fails. */
  readonly report?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface StepResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
}

const VitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });
const PlaywrightReport = z.object({ stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }) });

/** Runs a step and says how it went; what it printed is shown when it failed. */
export async function runStep(step: TestStep, root: string): Promise<StepResult> {
  const startedMs = performance.now();
  const { exitCode, printed } = await run(step, root);
  const { passed, failed } = step.report === undefined ? { passed: 0, failed: 0 } : countsOf(step.report);
  // A step that ends badly without a failed test to show for it (a file that does not load, a type error) is one failure.
  const counted = exitCode === 0 ? failed : Math.max(failed, 1);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const counts = step.report === undefined ? (counted === 0 ? 'passed' : 'failed') : `${passed} passed, ${counted} failed`;
  process.stdout.write(`${counted === 0 ? '' : `\n── ${step.name} ──\n${printed}\n`}${step.name}: ${counts} in ${seconds} s\n`);
  return { name: step.name, passed, failed: counted };
}

function run({ command: [program = '', ...words], env }: TestStep, root: string): Promise<{ exitCode: number; printed: string }> {
  return new Promise(resolve => {
    const bin = `${root}/node_modules/.bin`;
    const child = spawn(program, words, {
      cwd: root,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}`, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.once('error', error => resolve({ exitCode: 127, printed: error.message }));
    child.once('close', code => resolve({ exitCode: code ?? 1, printed }));
  });
}

function countsOf(report: string): { passed: number; failed: number } {
  const read = readReport(report);
  const vitest = VitestReport.safeParse(read);
  if (vitest.success) return { passed: vitest.data.numPassedTests, failed: vitest.data.numFailedTests };
  const playwright = PlaywrightReport.safeParse(read);
  if (playwright.success)
    return { passed: playwright.data.stats.expected, failed: playwright.data.stats.unexpected + playwright.data.stats.flaky };
  return { passed: 0, failed: 1 };
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
