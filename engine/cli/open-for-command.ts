import { defaultWorkspaceFolder } from '../default-workspace-folder.ts';
import { openWorkspace } from '../open-workspace.ts';
import type { Workspace } from '../workspace.ts';
import { CommandEnd } from './exit.ts';

/** What every command takes. */
export interface CommandOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Opens the workspace for the time of `use` and closes it whatever happens. */
export async function withWorkspace<Value>(
  options: CommandOptions,
  mode: 'own' | 'read-only',
  use: (workspace: Workspace) => Promise<Value>,
): Promise<Value> {
  const opened = await openWorkspace({ folder: options.workspace ?? defaultWorkspaceFolder(process.env), mode });
  if (!opened.ok) throw new CommandEnd(2, opened.error.sentence);
  const trust = opened.value.skills.trust();
  if (trust === 'undecided' || trust === 'restricted')
    process.stderr.write(
      'Restricted: the skills that this workspace brings are not used, because you have not said that you trust it. See “atelier trust”.\n',
    );
  try {
    const value = await use(opened.value);
    // What its runs sent leaves before the command ends; what is not taken leaves with a later one, or from an open window.
    await opened.value.runner.relayed();
    return value;
  } finally {
    await opened.value.close();
  }
}
