import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Told {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a person's shell would, in a process of its own. */
export async function atelier(words: readonly string[], input = ''): Promise<Told> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../engine/cli/atelier.mjs'), ...words], { stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null]; // true: the documented arguments of a child's close event
  return { code, out, err };
}
