import { buildMissing } from '../../electron/start/build-missing.ts';

/** The window and the shell as they are shipped, built anew when they are older than their sources. */
export async function setup(): Promise<void> {
  const root = new URL('../..', import.meta.url).pathname;
  for (const part of ['window', 'shell'] as const) {
    const built = await buildMissing(part, root, line => process.stdout.write(`${line}\n`));
    if (!built) throw new Error(`The ${part} could not be built.`);
  }
}
