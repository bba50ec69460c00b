import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ok, refused, type Result } from '../../engine/base/result.ts';

export interface StartOptions {
  readonly workspaceFolder: string | null;
  /** Null: the one of last time, or one that is free. */
  readonly port: number | null;
  readonly wantsWindow: boolean;
  readonly wantsHelp: boolean;
  /** Flow files to take in and show. */
  readonly flowFiles: readonly string[];
}

export const START_USAGE = `npm start -- [FLOW.flow.json] [--workspace DIR] [--port N] [--no-window]

  FLOW.flow.json    take this flow into the workspace and show it
  --workspace DIR   the workspace to open; made when missing (default: $ATELIER_WORKSPACE, else "Atelier Studio" in your home)
  --port N          serve on this port of 127.0.0.1 (default: a free one)
  --no-window       serve and print the address, open no window
`;

/** Reads the words after `npm start --`; refused with a sentence when they cannot be understood. */
export function startOptions(words: readonly string[], currentFolder: string): Result<StartOptions, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      allowNegative: true,
      options: {
        workspace: { type: 'string' },
        port: { type: 'string' },
        window: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && (!Number.isInteger(port) || port < 0 || port > 65_535)) {
      return refused(`--port takes a number from 0 to 65535, not "${values.port ?? ''}".`);
    }
    return ok({
      workspaceFolder: values.workspace === undefined ? null : resolve(currentFolder, values.workspace),
      port,
      wantsWindow: values.window ?? true,
      wantsHelp: values.help ?? false,
      flowFiles: positionals.map(file => resolve(currentFolder, file)),
    });
  } catch (error) {
    return refused(error instanceof Error ? error.message : 'These words were not understood.');
  }
}
