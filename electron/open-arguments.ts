import { resolve } from 'node:path';
import { LINK_SCHEME } from '../engine/contract/comparison-address.ts';

export interface OpenArguments {
  readonly workspaceFolder: string | null;
  /** Absolute paths of the flow files to take in. */
  readonly flowFiles: readonly string[];
  /** Addresses of ours that were to be opened, as they were written elsewhere: nothing in them is checked yet. */
  readonly links: readonly string[];
}

/** Reads what the system or a person started the program with: `--workspace DIR` files that end in `.flow.json`, and `atelier://` addresses; the rest is Chromium's. */
export function openArguments(argv: readonly string[], currentFolder: string): OpenArguments {
  let workspaceFolder: string | null = null;
  const flowFiles: string[] = [];
  const links: string[] = [];
  for (const [at, word] of argv.entries()) {
    const folder = /^--workspace=(.+)$/.exec(word)?.[1] ?? (word === '--workspace' ? argv[at + 1] : undefined);
    if (folder !== undefined) workspaceFolder = resolve(currentFolder, folder);
    else if (word.toLowerCase().startsWith(`${LINK_SCHEME}:`)) links.push(word);
    else if (!word.startsWith('-') && word.endsWith('.flow.json')) flowFiles.push(resolve(currentFolder, word));
  }
  return { workspaceFolder, flowFiles, links };
}
