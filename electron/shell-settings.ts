import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** What the shell remembers between launches; nothing of any workspace's content. */
export const ShellSettings = z.object({
  /** Chosen by the person after another could not be opened. */
  workspaceFolder: z.string().optional(),
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) }).optional(),
  maximized: z.boolean().optional(),
});
export type ShellSettings = z.infer<typeof ShellSettings>;

/** Empty when there is no such file or it cannot be understood: losing a window's place is no reason not to open one. */
export function readShellSettings(file: string): ShellSettings {
  try {
    return ShellSettings.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

/** Writes whole or not at all; false when the disk refuses. */
export function writeShellSettings(file: string, settings: ShellSettings): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(settings, null, 2));
    renameSync(`${file}.new`, file);
    return true;
  } catch {
    return false;
  }
}
